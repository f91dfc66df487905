package org.assay.analysis.development;

import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Regression of noise on {@code w_1^p_1 w_2^p_2 ... x}: the loss is flat along the axes, and the learning coefficient at 0 is
 * known, {@code 1 / (2 max p)}. The loss is the mean squared error.
 */
public final class MonomialRegression implements Loss {
    private final int[] powers;
    private final double xx;
    private final double xy;
    private final double yy;

    private MonomialRegression(int[] powers, double xx, double xy, double yy) {
        this.powers = powers;
        this.xx = xx;
        this.xy = xy;
        this.yy = yy;
    }

    /**
     * Examples with x normal of deviation {@code inputs} and y, which does not depend on x, normal of deviation {@code noise}.
     *
     * @param powers from 0, not all 0
     */
    public static MonomialRegression of(int[] powers, int examples, double inputs, double noise, Seed seed) {
        int largest = 0;
        for (int power : powers) {
            if (power < 0) {
                throw new IllegalArgumentException("powers must not be negative, got " + power);
            }
            largest = Math.max(largest, power);
        }
        if (largest == 0 || examples < 1) {
            throw new IllegalArgumentException("one power and the number of examples must be positive");
        }
        Draws draws = seed.draws();
        double[] sums = new double[3];
        for (int e = 0; e < examples; e++) {
            double x = inputs * draws.nextNormal();
            double y = noise * draws.nextNormal();
            sums[0] += x * x / examples;
            sums[1] += x * y / examples;
            sums[2] += y * y / examples;
        }
        return new MonomialRegression(powers.clone(), sums[0], sums[1], sums[2]);
    }

    /** {@code 1 / (2 max p)}, at the origin. */
    public double learningCoefficient() {
        int largest = 0;
        for (int power : powers) {
            largest = Math.max(largest, power);
        }
        return 1.0 / (2 * largest);
    }

    @Override
    public int size() {
        return powers.length;
    }

    @Override
    public double at(double[] w, double[] gradient) {
        double product = 1;
        for (int i = 0; i < w.length; i++) {
            product *= Math.pow(w[i], powers[i]);
        }
        double slope = 2 * (product * xx - xy);
        for (int i = 0; i < w.length; i++) {
            // Not product / w: that has no value at 0.
            double partial = powers[i] == 0 ? 0 : powers[i] * Math.pow(w[i], powers[i] - 1);
            for (int j = 0; j < w.length; j++) {
                partial *= j == i ? 1 : Math.pow(w[j], powers[j]);
            }
            gradient[i] = slope * partial;
        }
        return product * product * xx - 2 * product * xy + yy;
    }
}
