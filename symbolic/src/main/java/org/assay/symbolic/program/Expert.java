package org.assay.symbolic.program;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A law over the next token that a label brings along. It is taken by the shares that are written, divided by their sum.
 *
 * @param weight how much it counts beside other active experts, above 0
 * @param law    token to probability, each above 0; they sum to 1 within {@link #SUM_TOLERANCE}
 */
public record Expert(double weight, SortedMap<Integer, Double> law) {
    /** How far from 1 the probabilities may sum, so that thirds can be written with few digits. */
    public static final double SUM_TOLERANCE = 1e-6;

    public Expert {
        requireWeight(weight);
        double sum = 0;
        for (double probability : law.values()) {
            if (!(probability > 0 && probability <= 1 + SUM_TOLERANCE)) {
                throw new IllegalArgumentException(
                        "a probability of an expert must be above 0 and at most 1, got " + probability);
            }
            sum += probability;
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("the probabilities of an expert must sum to 1, got " + sum);
        }
        law = Collections.unmodifiableSortedMap(new TreeMap<>(law));
    }

    static void requireWeight(double weight) {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the weight of an expert must be above 0 and finite, got " + weight);
        }
    }
}
