package org.assay.analysis.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Spearman's correlation: Pearson's between ranks, equal values sharing their mean rank. 1 = the same order, 0 = orders that have
 * nothing to do with each other.
 */
public final class RankCorrelation {
    private RankCorrelation() {}

    /** NaN when all values on a side are equal. */
    public static double of(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("wanted as many on both sides, got " + a.length + " and " + b.length);
        }
        double[] left = ranks(a);
        double[] right = ranks(b);
        double mean = (a.length + 1) / 2.0;
        double both = 0;
        double ofLeft = 0;
        double ofRight = 0;
        for (int i = 0; i < a.length; i++) {
            both += (left[i] - mean) * (right[i] - mean);
            ofLeft += (left[i] - mean) * (left[i] - mean);
            ofRight += (right[i] - mean) * (right[i] - mean);
        }
        return both / Math.sqrt(ofLeft * ofRight);
    }

    /** From 1 for the smallest; equal values share the mean of the ranks that they take. */
    static double[] ranks(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new ArithmeticException("value " + i + " is NaN and has no rank");
            }
        }
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
