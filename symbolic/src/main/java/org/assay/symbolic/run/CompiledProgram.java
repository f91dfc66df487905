package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.List;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;

/** A program made ready to run: labels and tokens as indices. Immutable, so threads may share it. */
final class CompiledProgram {
    private final Program program;
    private final LabelGraph graph;
    private final LabelState[] embedding;
    private final List<CompiledLayer> layers = new ArrayList<>();
    private final CompiledUnembedding unembedding;

    CompiledProgram(Program program) {
        this.program = program;
        this.graph = program.labels();
        this.embedding = new LabelState[program.vocabulary().size()];
        for (int token = 0; token < embedding.length; token++) {
            int[] numbers = new int[graph.size()];
            program.tokenLabels().get(token).forEach(label -> numbers[graph.index(label)] = 1);
            embedding[token] = LabelState.of(numbers, graph, !program.counters().isEmpty());
        }
        boolean[] counters = new boolean[graph.size()];
        program.counters().forEach(label -> counters[graph.index(label)] = true);
        int[] descendants = descendants();
        for (Layer layer : program.layers()) {
            layers.add(new CompiledLayer(layer, program, counters, descendants));
        }
        this.unembedding = new CompiledUnembedding(program);
    }

    private int[] descendants() {
        int[] descendants = new int[graph.size()];
        for (int label = 0; label < graph.size(); label++) {
            LabelBits.forEach(graph.closure(label), ancestor -> descendants[ancestor]++);
        }
        return descendants;
    }

    Program program() {
        return program;
    }

    LabelGraph graph() {
        return graph;
    }

    int depth() {
        return layers.size();
    }

    /** Layer {@code n}, from 1. */
    CompiledLayer layer(int n) {
        return layers.get(n - 1);
    }

    /** What a token brings. */
    LabelState embedding(int token) {
        return embedding[token];
    }

    CompiledUnembedding unembedding() {
        return unembedding;
    }
}
