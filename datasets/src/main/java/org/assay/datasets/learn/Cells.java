package org.assay.datasets.learn;

import java.util.Arrays;

/**
 * What came next where a condition holds: for each outcome how often, and the sum of the log probabilities that the rules below
 * gave it. Weights are the probabilities that no higher rule emitted.
 */
final class Cells {
    private final double[] weight;
    private final double[] logBelow;
    private final int[] seen;
    private int size;
    private double total;

    Cells(int outcomes) {
        weight = new double[outcomes];
        logBelow = new double[outcomes];
        seen = new int[outcomes];
    }

    void clear() {
        for (int k = 0; k < size; k++) {
            weight[seen[k]] = 0;
            logBelow[seen[k]] = 0;
        }
        size = 0;
        total = 0;
    }

    /** One more occurrence of {@code outcome}, to which the rules below gave {@code below}. */
    void add(int outcome, double occurrences, double below) {
        addLog(outcome, occurrences, occurrences * Math.log(below));
    }

    void addLog(int outcome, double occurrences, double weightedLog) {
        if (weight[outcome] == 0) {
            if (occurrences <= 0) {
                return;
            }
            seen[size++] = outcome;
        }
        weight[outcome] += occurrences;
        logBelow[outcome] += weightedLog;
        total += occurrences;
    }

    /** Outcomes that came, in no order. */
    int[] seen() {
        return Arrays.copyOf(seen, size);
    }

    int size() {
        return size;
    }

    double weight(int outcome) {
        return weight[outcome];
    }

    double total() {
        return total;
    }

    /** Geometric mean of what the rules below gave the outcome where it came. */
    double below(int outcome) {
        return Math.exp(logBelow[outcome] / weight[outcome]);
    }
}
