package org.assay.analysis.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * A number and how far to trust it.
 *
 * <p>Within one seed: the percentile bootstrap over clusters (Efron and Tibshirani 1993, sections 13.3 and 8.5), 95 %,
 * 1,000 resamples of whole sequences or subtrees. Over seeds, of which there are few: the mean with the range from the
 * least to the greatest, which assumes nothing and claims no coverage.
 *
 * @param value  the number on all the data, or the mean over seeds
 * @param low    lower end, at most the value
 * @param high   upper end, at least the value
 * @param method how low and high were obtained, in words
 */
public record Interval(double value, double low, double high, String method) {
    private static final int RESAMPLES = 1000;
    private static final double TAIL = 0.025;

    public Interval {
        if (!Double.isFinite(value) || !(low <= value && value <= high)) {
            throw new ArithmeticException("interval of " + value + " from " + low + " to " + high);
        }
    }

    /** Mean and range of the same score over seeds, one value each. */
    public static Interval overSeeds(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an interval over seeds needs at least one value");
        }
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        // Rounding can carry the mean of equal values past them.
        double inside = Math.min(high, Math.max(low, mean));
        return new Interval(inside, low, high, "mean and range over " + values.length + " seeds");
    }

    /** The weighted mean of one value per row, with its bootstrap interval. */
    public static Interval ofMean(double[] values, double[] weights, Clusters clusters, Seed seed) {
        double[] weighted = new double[values.length];
        for (int r = 0; r < values.length; r++) {
            weighted[r] = weights[r] * values[r];
        }
        return bootstrap(new double[][] {weighted, weights}, clusters, sums -> sums[0] / sums[1], seed);
    }

    /**
     * Any statistic that is a function of sums over rows. Resamples in which it is not defined (a rule that does not
     * occur) are left out; the interval is widened to hold the value where a skewed distribution leaves it outside.
     *
     * @param terms     terms[t][row], what is summed
     * @param statistic of the sums, one per term
     */
    public static Interval bootstrap(
            double[][] terms, Clusters clusters, ToDoubleFunction<double[]> statistic, Seed seed) {
        return bootstrap(terms, clusters, List.of(statistic), seed).get(0);
    }

    /** Several statistics of the same sums, all on the same resamples. */
    static List<Interval> bootstrap(
            double[][] terms, Clusters clusters, List<ToDoubleFunction<double[]>> statistics, Seed seed) {
        double[][] sums = clusterSums(terms, clusters);
        double[] all = new double[terms.length];
        for (double[] cluster : sums) {
            addTo(all, cluster);
        }
        Draws draws = seed.draws();
        double[][] resampled = new double[RESAMPLES][];
        for (int b = 0; b < RESAMPLES; b++) {
            resampled[b] = new double[terms.length];
            for (int c = 0; c < sums.length; c++) {
                addTo(resampled[b], sums[draws.nextInt(sums.length)]);
            }
        }
        return statistics.stream()
                .map(each -> of(each, all, resampled, clusters))
                .toList();
    }

    private static Interval of(
            ToDoubleFunction<double[]> statistic, double[] all, double[][] resampled, Clusters clusters) {
        double value = statistic.applyAsDouble(all);
        double[] defined = Arrays.stream(resampled)
                .mapToDouble(statistic)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (defined.length == 0) {
            throw new ArithmeticException("no resample of " + clusters.count() + " " + clusters.unit()
                    + " defines the statistic, which is " + value + " on all of them");
        }
        String method = String.format(
                Locale.ROOT,
                "95 %% percentile bootstrap over %d %s, %d resamples",
                clusters.count(),
                clusters.unit(),
                defined.length);
        return new Interval(
                value, Math.min(quantile(defined, TAIL), value), Math.max(quantile(defined, 1 - TAIL), value), method);
    }

    private static double[][] clusterSums(double[][] terms, Clusters clusters) {
        double[][] sums = new double[clusters.count()][terms.length];
        for (int t = 0; t < terms.length; t++) {
            if (terms[t].length != clusters.ofRow().length) {
                throw new IllegalArgumentException("a statistic over " + clusters.ofRow().length
                        + " rows needs as many terms, got " + terms[t].length);
            }
            for (int r = 0; r < terms[t].length; r++) {
                sums[clusters.ofRow()[r]][t] += terms[t][r];
            }
        }
        return sums;
    }

    private static void addTo(double[] sum, double[] part) {
        for (int t = 0; t < sum.length; t++) {
            sum[t] += part[t];
        }
    }

    /** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
