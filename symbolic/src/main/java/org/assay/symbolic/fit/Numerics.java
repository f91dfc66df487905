package org.assay.symbolic.fit;

/** What fitting needs from a numeric library. */
public interface Numerics {
    /**
     * Minimises a smooth convex function.
     *
     * @param start     where to begin, not changed
     * @param tolerance stop when the largest component of the gradient is below this
     * @param rounds    stop after this many iterations
     */
    Minimum minimize(Objective objective, double[] start, double tolerance, int rounds);

    /** A smooth function of many variables. */
    interface Objective {
        /** The value at {@code x}; writes the gradient there into {@code gradient}, which is as long as {@code x}. */
        double at(double[] x, double[] gradient);
    }

    /** @param rounds iterations used; equal to the limit where the tolerance was not reached */
    record Minimum(double[] x, double value, int rounds) {}
}
