package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.List;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;

/** A program made ready to run: labels and tokens as indices. Immutable, so threads may share it. */
final class CompiledProgram {
    private final Program program;
    private final StateLayout layout;
    private final List<long[]> needed = new ArrayList<>();
    private final long[][] embedding;
    private final List<CompiledLayer> layers = new ArrayList<>();
    private final CompiledUnembedding unembedding;

    private CompiledProgram(Program program, List<long[]> relevant, boolean bloom) {
        this.program = program;
        this.layout = new StateLayout(program.labels(), program.counters());
        this.embedding = new long[program.vocabulary().size()][];
        relevant.forEach(labels -> needed.add(layout.maskOf(labels)));
        int active = 1;
        for (int token = 0; token < embedding.length; token++) {
            long[] row = layout.empty();
            for (String label : program.tokenLabels().get(token)) {
                layout.set(row, layout.graph().index(label), 1);
            }
            active = Math.max(active, layout.activeLabels(row));
            embedding[token] = needed(0, row);
        }
        int[] descendants = descendants();
        for (int n = 0; n < program.layers().size(); n++) {
            Layer layer = program.layers().get(n);
            active += layer.heads().size();
            Bloom filter = bloom ? new Bloom(layout, active) : null;
            layers.add(layer(layer, relevant.get(n + 1), descendants, filter));
        }
        this.unembedding = new CompiledUnembedding(program, layout);
    }

    /** Keeps only what can make a difference to the answer. {@code bloom}: units are tested by {@link Bloom} first. */
    static CompiledProgram ofAnswers(Program program, boolean bloom) {
        return new CompiledProgram(program, Relevance.of(program), bloom);
    }

    /** Keeps every label. */
    static CompiledProgram ofEverything(Program program) {
        return new CompiledProgram(program, Relevance.everything(program), false);
    }

    private CompiledLayer layer(Layer layer, long[] relevant, int[] descendants, Bloom bloom) {
        List<CompiledHead> heads = new ArrayList<>();
        for (Head head : layer.heads()) {
            CompiledHead compiled = new CompiledHead(program, head, layout, relevant);
            if (!compiled.values().isIdle()) {
                heads.add(compiled);
            }
        }
        CompiledUnits units = new CompiledUnits(layer.units(), layout, relevant, descendants, bloom);
        return new CompiledLayer(layout, heads, units, layout.maskOf(relevant));
    }

    /** For every label how many labels bring it, itself among them. */
    private int[] descendants() {
        int[] descendants = new int[layout.graph().size()];
        for (int label = 0; label < descendants.length; label++) {
            LabelBits.forEach(layout.graph().closure(label), ancestor -> descendants[ancestor]++);
        }
        return descendants;
    }

    /** What of a state after {@code layer} can make a difference, as a new row. */
    long[] needed(int layer, long[] row) {
        return StateLayout.and(row, needed.get(layer));
    }

    Program program() {
        return program;
    }

    StateLayout layout() {
        return layout;
    }

    int depth() {
        return layers.size();
    }

    /** Layer {@code n}, from 1. */
    CompiledLayer layer(int n) {
        return layers.get(n - 1);
    }

    /** The state that a token brings; not a copy. */
    long[] embedding(int token) {
        return embedding[token];
    }

    CompiledUnembedding unembedding() {
        return unembedding;
    }
}
