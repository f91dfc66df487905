package org.assay.analysis.information;

import java.util.Arrays;

/**
 * What an estimate is worth where there is nothing to find: its values after the samples of one side were shuffled.
 *
 * @param mean         over the shuffles
 * @param sd           over the shuffles, with n - 1
 * @param percentile99 between the sorted values, linearly; near the greatest where there are few
 * @param shuffles     how many
 */
public record ShuffleNull(double mean, double sd, double percentile99, int shuffles) {
    private static final double HIGH = 0.99;

    static ShuffleNull of(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = HIGH * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        double percentile = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        return new ShuffleNull(mean, Math.sqrt(squares / (values.length - 1)), percentile, values.length);
    }
}
