package org.assay.analysis.decompile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.datasets.matrix.Matrix;
import org.assay.symbolic.program.Unembedding;

/**
 * What the values of states add to the logits, as votes: less those of the state's usual value, which go to the bias, and less a
 * number for all tokens, which changes no law, chosen so that most votes are 0.
 */
final class Votes {
    /** Votes are rounded to so many parts of 1. */
    private static final double PARTS = 1e7;

    private final Matrix unembedding;
    private final double[] bias;
    private final SortedMap<String, double[]> rows = new TreeMap<>();

    Votes(RecordedNetwork network) {
        this.unembedding = network.unembedding();
        this.bias = network.bias().clone();
    }

    void addConstant(double[] vector) {
        double[] logits = logits(vector);
        for (int token = 0; token < bias.length; token++) {
            bias[token] += logits[token];
        }
    }

    void add(State state) {
        int usual = state.usual();
        double[] base = state.vectors().row(usual);
        addConstant(base);
        for (int value = 0; value < state.values(); value++) {
            if (value != usual) {
                double[] difference = state.vectors().row(value);
                for (int d = 0; d < difference.length; d++) {
                    difference[d] -= base[d];
                }
                double[] its = logits(difference);
                double[] sum = rows.computeIfAbsent(state.labels().get(value), l -> new double[bias.length]);
                for (int token = 0; token < sum.length; token++) {
                    sum[token] += its[token];
                }
            }
        }
    }

    private double[] logits(double[] vector) {
        return Matrix.wrap(1, vector.length, vector).times(unembedding).values();
    }

    Unembedding unembedding() {
        TreeMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
        rows.forEach((label, row) -> votes.put(label, sparse(row)));
        return new Unembedding(sparse(bias), votes);
    }

    private static SortedMap<Integer, Double> sparse(double[] row) {
        long[] parts = Arrays.stream(row).mapToLong(x -> Math.round(x * PARTS)).toArray();
        Map<Long, Integer> counts = new HashMap<>();
        long usual = parts[0];
        for (long part : parts) {
            counts.merge(part, 1, Integer::sum);
            boolean more = counts.get(part) > counts.getOrDefault(usual, 0);
            usual = more || part == 0 && counts.get(part).equals(counts.get(usual)) ? part : usual;
        }
        TreeMap<Integer, Double> weights = new TreeMap<>();
        for (int token = 0; token < parts.length; token++) {
            if (parts[token] != usual) {
                weights.put(token, (parts[token] - usual) / PARTS);
            }
        }
        return weights;
    }
}
