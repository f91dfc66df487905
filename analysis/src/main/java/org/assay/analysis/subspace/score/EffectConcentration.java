package org.assay.analysis.subspace.score;

import java.util.List;

/**
 * Whether the effect of an exchange lies in few blocks: the Gini coefficient {@code sum_ij |x_i - x_j| / (2 S sum_i x_i)} over blocks
 * of {@code x_s = |effect_s| / denominator_s}, with three denominators. 0 when all are equal, {@code 1 - 1/S} when one has all.
 *
 * @param plain        denominator 1
 * @param perDimension the block's share of the dimensions
 * @param perVariance  the block's share of the variance
 * @param blocks       S, those with a positive share of everything
 */
public record EffectConcentration(double plain, double perDimension, double perVariance, int blocks) {
    /**
     * @param effects    of the blocks, of any sign, not all 0
     * @param dimensions of the blocks, positive
     * @param variances  of the blocks, positive
     */
    public static EffectConcentration of(double[] effects, double[] dimensions, double... variances) {
        return new EffectConcentration(
                gini(shares(effects, null)),
                gini(shares(effects, dimensions)),
                gini(shares(effects, variances)),
                effects.length);
    }

    /** Not negative, with a positive sum. */
    public static double gini(double... x) {
        double differences = 0;
        double sum = 0;
        for (double a : x) {
            if (!(a >= 0)) {
                throw new ArithmeticException("a Gini coefficient is of numbers from 0 on, got " + a);
            }
            sum += a;
            for (double b : x) {
                differences += Math.abs(a - b);
            }
        }
        if (!(sum > 0)) {
            throw new ArithmeticException("a Gini coefficient needs a positive sum, got " + sum);
        }
        return differences / (2 * x.length * sum);
    }

    /** The mean of the three, which the published comparison averages over its tests. */
    public double mean() {
        return (plain + perDimension + perVariance) / 3;
    }

    /** The published summary: mean over tests and denominators. */
    public static double mean(List<EffectConcentration> tests) {
        return tests.stream().mapToDouble(EffectConcentration::mean).average().orElseThrow();
    }

    /** {@code gini / (1 - 1/S)}, the plain one on a scale that reaches 1. */
    public double ofMost() {
        return blocks < 2 ? 0 : plain / (1 - 1.0 / blocks);
    }

    private static double[] shares(double[] effects, double[] denominators) {
        double total = 0;
        double[] x = new double[effects.length];
        for (int s = 0; s < x.length; s++) {
            total += denominators == null ? 0 : denominators[s];
        }
        for (int s = 0; s < x.length; s++) {
            if (denominators != null && !(denominators[s] > 0)) {
                throw new ArithmeticException("block " + s + " has " + denominators[s] + " to divide its effect by");
            }
            x[s] = Math.abs(effects[s]) / (denominators == null ? 1 : denominators[s] / total);
        }
        return x;
    }
}
