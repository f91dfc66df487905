package org.assay.analysis.development;

import java.util.Arrays;

/**
 * What becomes of Y when X is taken away from training (its rule removed, its loss masked, or its parameters held):
 * {@code delta = ln t(Y without X) - ln t(Y)} of onsets t, the median over seeds. It is a statement about causes, since X was
 * changed.
 *
 * @param delta  +infinity: Y did not come within the steps that were watched; -infinity: it comes only without X; NaN: it
 *               comes neither way
 * @param lowest of all seeds
 * @param highest of all seeds
 */
public record Dependency(double delta, double lowest, double highest) {
    /** What a delta says. */
    public enum Kind {
        /** Y did not come without X. */
        PREREQUISITE,
        /** Y came later without X. */
        FACILITATOR,
        /** Y came as before. */
        INDEPENDENT,
        /** Y came earlier without X. */
        COMPETITOR
    }

    /**
     * @param with    onsets of Y, in steps, one for each seed; +infinity where it never came
     * @param without onsets of Y in the same seeds when X is taken away
     */
    public static Dependency of(double[] with, double[] without) {
        if (with.length == 0 || with.length != without.length) {
            throw new IllegalArgumentException(
                    "dependency needs the onsets of the same seeds, at least one, with and without, got " + with.length
                            + " and " + without.length);
        }
        double[] deltas = new double[with.length];
        for (int seed = 0; seed < deltas.length; seed++) {
            if (!(with[seed] > 0) || !(without[seed] > 0)) {
                throw new IllegalArgumentException("onsets must be positive to be compared by their logarithms, got "
                        + with[seed] + " and " + without[seed] + " of seed " + seed);
            }
            deltas[seed] = Math.log(without[seed]) - Math.log(with[seed]);
        }
        Arrays.sort(deltas);
        int middle = deltas.length / 2;
        double upper = deltas[middle];
        // Equal infinities have a mean, but not by adding them.
        double lower = deltas.length % 2 == 0 ? deltas[middle - 1] : upper;
        return new Dependency(lower == upper ? upper : (lower + upper) / 2, deltas[0], deltas[deltas.length - 1]);
    }

    /**
     * @param tolerance below which a delta counts as 0: at least the logarithm of the ratio of neighbouring evaluations, for
     *                  onsets are known no better
     * @throws ArithmeticException when Y came neither with nor without X
     */
    public Kind kind(double tolerance) {
        if (Double.isNaN(delta)) {
            throw new ArithmeticException(
                    "what is learned neither with nor without the other depends on nothing that was tried");
        }
        if (delta == Double.POSITIVE_INFINITY) {
            return Kind.PREREQUISITE;
        }
        return delta > tolerance ? Kind.FACILITATOR : delta < -tolerance ? Kind.COMPETITOR : Kind.INDEPENDENT;
    }
}
