package org.assay.analysis.metric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean precision at the recall steps of a falling threshold: {@code sum_n (R_n - R_(n-1)) P_n} (Manning, Raghavan and Schuetze
 * 2008, chapter 8). Equal scores are passed together, so that their order cannot matter. 1 = every positive above every negative,
 * about the share of positives = scores that say nothing.
 */
public final class AveragePrecision {
    private AveragePrecision() {}

    /** NaN without a positive. */
    public static double of(double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(scores.length + " scores need as many labels, got " + positive.length);
        }
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .toList();
        double found = 0;
        double area = 0;
        int passed = 0;
        while (passed < order.size()) {
            double level = scores[order.get(passed)];
            double before = found;
            while (passed < order.size() && scores[order.get(passed)] == level) {
                found += positive[order.get(passed++)] ? 1 : 0;
            }
            area += (found - before) * found / passed;
        }
        return found == 0 ? Double.NaN : area / found;
    }
}
