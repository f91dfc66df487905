package org.assay.symbolic.program;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From labels to a next-token law, log-linear: ln p(v) = bias(v) + sum over labels l in the closure of the last state of
 * weight(l, v) - ln Z, mixed with {@link #UNIFORM_SHARE} of the uniform law so that no token is impossible. Weights that are 0
 * are left out, so that equal unembeddings are equal values.
 *
 * @param bias  token to weight
 * @param votes label to (token to weight)
 */
public record Unembedding(SortedMap<Integer, Double> bias, SortedMap<String, SortedMap<Integer, Double>> votes) {
    /** Share of the uniform law in every answer: bounds the loss by ln(V / share). */
    public static final double UNIFORM_SHARE = 1e-6;

    public Unembedding {
        bias = withoutZeros(bias, "bias");
        TreeMap<String, SortedMap<Integer, Double>> kept = new TreeMap<>();
        votes.forEach((label, weights) -> {
            SortedMap<Integer, Double> its = withoutZeros(weights, label);
            if (!its.isEmpty()) {
                kept.put(label, its);
            }
        });
        votes = Collections.unmodifiableSortedMap(kept);
    }

    /** No weights at all: the uniform law everywhere. */
    public static Unembedding uniform() {
        return new Unembedding(new TreeMap<>(), new TreeMap<>());
    }

    /** The number of real weights. */
    public int weights() {
        return bias.size() + votes.values().stream().mapToInt(Map::size).sum();
    }

    private static SortedMap<Integer, Double> withoutZeros(SortedMap<Integer, Double> weights, String of) {
        TreeMap<Integer, Double> kept = new TreeMap<>();
        weights.forEach((token, weight) -> {
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException("weight of '" + of + "' for token " + token + " is " + weight);
            }
            if (weight != 0) {
                kept.put(token, weight);
            }
        });
        return Collections.unmodifiableSortedMap(kept);
    }
}
