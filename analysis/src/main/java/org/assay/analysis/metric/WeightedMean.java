package org.assay.analysis.metric;

/** {@code sum_r w_r x_r / sum_r w_r}. */
public final class WeightedMean {
    private WeightedMean() {}

    /**
     * @param values  finite, at least one
     * @param weights not negative, with a positive sum
     */
    public static double of(double[] values, double[] weights) {
        if (values.length != weights.length) {
            throw new IllegalArgumentException(values.length + " values need as many weights, got " + weights.length);
        }
        double sum = 0;
        double total = 0;
        for (int r = 0; r < values.length; r++) {
            if (!(weights[r] >= 0)) {
                throw new IllegalArgumentException("weight of row " + r + " must not be negative, got " + weights[r]);
            }
            sum += weights[r] * values[r];
            total += weights[r];
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("weights of a mean must have a positive sum, got " + total);
        }
        if (!Double.isFinite(sum)) {
            throw new ArithmeticException("a mean over " + values.length + " values is " + sum);
        }
        return sum / total;
    }
}
