package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;

/** A program made ready to run: labels as bits, votes as rows. Immutable, so threads may share it. */
final class CompiledProgram {
    private final Program program;
    private final LabelGraph graph;
    private final long[][] embedding;
    private final List<CompiledLayer> layers = new ArrayList<>();
    private final double[] bias;
    private final double[][] votes;

    CompiledProgram(Program program) {
        this.program = program;
        this.graph = program.labels();
        int vocabulary = program.vocabulary().size();
        this.embedding = new long[vocabulary][LabelBits.words(graph.size())];
        for (int token = 0; token < vocabulary; token++) {
            for (String label : program.tokenLabels().get(token)) {
                LabelBits.add(embedding[token], graph.index(label));
            }
        }
        int[] descendants = descendants();
        for (Layer layer : program.layers()) {
            layers.add(new CompiledLayer(layer, graph, descendants));
        }
        this.bias = row(program.unembedding().bias(), vocabulary);
        this.votes = new double[graph.size()][];
        program.unembedding().votes().forEach((label, weights) -> votes[graph.index(label)] = row(weights, vocabulary));
    }

    private int[] descendants() {
        int[] descendants = new int[graph.size()];
        for (int label = 0; label < graph.size(); label++) {
            LabelBits.forEach(graph.closure(label), ancestor -> descendants[ancestor]++);
        }
        return descendants;
    }

    private static double[] row(SortedMap<Integer, Double> weights, int vocabulary) {
        double[] row = new double[vocabulary];
        weights.forEach((token, weight) -> row[token] = weight);
        return row;
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

    /** The explicit labels of a token; not a copy. */
    long[] embedding(int token) {
        return embedding[token];
    }

    /** The law that the closure of the last state gives, added up in the order of the labels; see {@link Unembedding}. */
    void law(long[] closure, double[] law, int from) {
        double[] logits = bias.clone();
        LabelBits.forEach(closure, label -> {
            if (votes[label] != null) {
                for (int v = 0; v < logits.length; v++) {
                    logits[v] += votes[label][v];
                }
            }
        });
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (int v = 0; v < logits.length; v++) {
            logits[v] = StrictMath.exp(logits[v] - largest);
            sum += logits[v];
        }
        for (int v = 0; v < logits.length; v++) {
            law[from + v] =
                    (1 - Unembedding.UNIFORM_SHARE) * (logits[v] / sum) + Unembedding.UNIFORM_SHARE / logits.length;
        }
    }
}
