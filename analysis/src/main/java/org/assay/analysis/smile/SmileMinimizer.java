package org.assay.analysis.smile;

import java.util.Arrays;
import org.assay.symbolic.fit.Numerics;
import smile.math.BFGS;
import smile.math.DifferentiableMultivariateFunction;

/**
 * Convex fits of programs by Smile's limited-memory BFGS (Liu and Nocedal 1989). Pure Java, so it needs no native library.
 *
 * <p>Smile stops when the largest component of the gradient, times max(|x|, 1) and over max(value, 1), is below the tolerance:
 * for values up to 1 that is at least as strict as the contract. It says how it went at level INFO.
 */
public final class SmileMinimizer implements Numerics {
    /** Pairs of steps and gradient changes that are kept. */
    private static final int MEMORY = 12;

    @Override
    public Minimum minimize(Objective objective, double[] start, double tolerance, int rounds) {
        if (!(tolerance > 0) || rounds < 1) {
            throw new IllegalArgumentException(
                    "a fit needs a positive tolerance and at least 1 round, got " + tolerance + " and " + rounds);
        }
        Remembered remembered = new Remembered(objective, start.length);
        double[] x = start.clone();
        double value = BFGS.minimize(remembered, MEMORY, x, tolerance, rounds);
        return new Minimum(x, value, Math.min(rounds, remembered.gradients));
    }

    /** Smile asks for the value and then for the gradient at the same place: the second answer is remembered from the first. */
    private static final class Remembered implements DifferentiableMultivariateFunction {
        private static final long serialVersionUID = 1L;
        private final transient Objective objective;
        private final double[] place;
        private final double[] gradient;
        private double value = Double.NaN;
        private int gradients;

        Remembered(Objective objective, int variables) {
            this.objective = objective;
            this.place = new double[variables];
            this.gradient = new double[variables];
        }

        @Override
        public double f(double[] x) {
            if (Double.isNaN(value) || !Arrays.equals(x, place)) {
                System.arraycopy(x, 0, place, 0, x.length);
                value = objective.at(place, gradient);
            }
            return value;
        }

        @Override
        public double g(double[] x, double[] into) {
            double known = f(x);
            System.arraycopy(gradient, 0, into, 0, into.length);
            gradients++;
            return known;
        }
    }
}
