package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;

/**
 * Rows of a context set that agree in their last tokens, put together: a program that looks at no more than these tokens gives
 * them one law, and its mean loss depends on them only through their mean law and mean entropy.
 */
final class Windows {
    private final int vocabulary;
    private final List<int[]> tokens = new ArrayList<>();
    private final int[] rows;
    private final double[] rowWeights;
    private final int[] windowOfRow;
    private final double[] weights;
    private final double[][] laws;
    private final double[] entropies;

    private Windows(ContextSet contexts, NextTokenTable table, int[] rows, int window) {
        this.vocabulary = table.vocabularySize();
        this.rows = rows;
        this.rowWeights = new double[rows.length];
        this.windowOfRow = new int[rows.length];
        index(contexts, window);
        this.weights = new double[tokens.size()];
        this.laws = new double[tokens.size()][vocabulary];
        this.entropies = new double[tokens.size()];
        double total = 0;
        for (int row : rows) {
            total += contexts.weight(row);
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("the " + rows.length + " rows of a fit have no weight");
        }
        for (int i = 0; i < rows.length; i++) {
            rowWeights[i] = contexts.weight(rows[i]) / total;
            accumulate(table.probabilities(), i);
        }
        for (int w = 0; w < weights.length; w++) {
            if (weights[w] > 0) {
                Items.scale(laws[w], 1 / weights[w]);
                entropies[w] /= weights[w];
            }
        }
    }

    /**
     * @param rows   which rows, their weights are normalised again
     * @param window how many last tokens
     */
    static Windows of(ContextSet contexts, NextTokenTable table, int[] rows, int window) {
        return new Windows(contexts, table, rows, window);
    }

    private void index(ContextSet contexts, int window) {
        Map<List<Integer>, Integer> known = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            int[] sequence = contexts.sequence(contexts.rowSequence(rows[i]));
            int position = contexts.rowPosition(rows[i]);
            int[] last = new int[window];
            for (int d = 0; d < window; d++) {
                last[d] = d <= position ? sequence[position - d] : vocabulary;
            }
            List<Integer> key = Arrays.stream(last).boxed().toList();
            Integer at = known.get(key);
            if (at == null) {
                at = tokens.size();
                known.put(key, at);
                tokens.add(last);
            }
            windowOfRow[i] = at;
        }
    }

    private void accumulate(Matrix table, int i) {
        int w = windowOfRow[i];
        weights[w] += rowWeights[i];
        double[] values = table.values();
        int from = rows[i] * vocabulary;
        double entropy = 0;
        for (int v = 0; v < vocabulary; v++) {
            double p = values[from + v];
            laws[w][v] += rowWeights[i] * p;
            entropy -= p > 0 ? p * StrictMath.log(p) : 0;
        }
        entropies[w] += rowWeights[i] * entropy;
    }

    int size() {
        return tokens.size();
    }

    int vocabulary() {
        return vocabulary;
    }

    /** The number of last tokens that are looked at. */
    int length() {
        return tokens.get(0).length;
    }

    /** The symbol that stands before the first token of a sequence. */
    int none() {
        return vocabulary;
    }

    /** The token {@code offset} positions before the last one of window {@code w}, or {@link #none()}. */
    int symbol(int w, int offset) {
        return tokens.get(w)[offset];
    }

    double weight(int w) {
        return weights[w];
    }

    /** The mean law of the rows of window {@code w}; not a copy. */
    double[] law(int w) {
        return laws[w];
    }

    /** The mean entropy of the laws of the rows of window {@code w}, in nats. */
    double entropy(int w) {
        return entropies[w];
    }

    /** The last tokens as slots, the last one first. */
    SlotTree.Slots slots() {
        return new SlotTree.Slots() {
            @Override
            public int count() {
                return length();
            }

            @Override
            public int symbols(int offset) {
                return offset == 0 ? vocabulary : vocabulary + 1;
            }

            @Override
            public int symbol(int w, int offset) {
                return Windows.this.symbol(w, offset);
            }
        };
    }

    /** The windows themselves as contexts, the last token last. */
    ContextSet contexts() {
        List<int[]> sequences = new ArrayList<>();
        for (int[] window : tokens) {
            int length =
                    (int) Arrays.stream(window).filter(t -> t != vocabulary).count();
            int[] sequence = new int[length];
            for (int d = 0; d < length; d++) {
                sequence[length - 1 - d] = window[d];
            }
            sequences.add(sequence);
        }
        return ContextSet.lastPosition(sequences);
    }

    /** Mean KL(rows || predicted), nats per token; row w of {@code predicted} is the law for window w. */
    double loss(double[][] predicted) {
        double loss = 0;
        for (int w = 0; w < weights.length; w++) {
            if (weights[w] > 0) {
                loss += weights[w] * (Information.crossEntropy(laws[w], predicted[w]) - entropies[w]);
            }
        }
        return loss;
    }

    /**
     * The groups of windows as things to be merged.
     *
     * @param group       for each window its group
     * @param whitened    of the activations of all rows of the context set
     * @param activations rows of the context set
     */
    Items grouped(int[] group, int groups, Whitening whitened, Matrix activations) {
        double[] sums = new double[groups];
        double[][] means = new double[groups][vocabulary];
        double[][] centres = new double[groups][activations.columns()];
        for (int w = 0; w < weights.length; w++) {
            sums[group[w]] += weights[w];
            Items.addScaled(means[group[w]], laws[w], weights[w]);
        }
        for (int i = 0; i < rows.length; i++) {
            double[] centre = centres[group[windowOfRow[i]]];
            int from = rows[i] * centre.length;
            for (int d = 0; d < centre.length; d++) {
                centre[d] += rowWeights[i] * activations.values()[from + d];
            }
        }
        for (int g = 0; g < groups; g++) {
            if (sums[g] > 0) {
                Items.scale(means[g], 1 / sums[g]);
                Items.scale(centres[g], 1 / sums[g]);
                centres[g] = whitened.of(centres[g]);
            }
        }
        return new Items(sums, means, centres);
    }
}
