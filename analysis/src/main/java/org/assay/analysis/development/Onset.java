package org.assay.analysis.development;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * When a learning curve says that something is learned: the first evaluation from which the excess stays below a share of its
 * first value for several evaluations. It is forgotten again only when the excess stays above a larger share as long, so that
 * a curve which trembles about one threshold does not count as learned and forgotten many times.
 *
 * <p>An onset is known no better than evaluations lie apart, and than noise lets the curve be read: noise of deviation s
 * moves it by about s over the slope of the curve there.
 *
 * @param learned   index of the evaluation; empty when the curve never stays below
 * @param forgotten index of the evaluation from which it is above again after that; empty when it stays learned
 * @param after     last step at which it was not learned yet; 0 when it is learned from the first evaluation
 * @param step      steps of {@code learned}; +infinity when there is none
 */
public record Onset(OptionalInt learned, OptionalInt forgotten, double after, double step) {

    /**
     * What counts as learned.
     *
     * @param below  share of the first value under which it is learned, in (0, 1)
     * @param above  share over which it is forgotten, from {@code below}
     * @param window evaluations in a row, from 1
     */
    public record Options(double below, double above, int window) {
        public Options {
            if (!(below > 0 && below < 1) || !(above >= below) || window < 1) {
                throw new IllegalArgumentException(
                        "shares must satisfy 0 < below < 1 and below <= above, and the window be at least 1, got "
                                + below + ", " + above + ", " + window);
            }
        }

        /** Half, three quarters, three evaluations. */
        public static Options usual() {
            return new Options(0.5, 0.75, 3);
        }
    }

    /**
     * @param steps  rising
     * @param excess as many, in nats; the first is what nothing learned means, and must be positive
     */
    public static Onset of(double[] steps, double[] excess, Options options) {
        requireCurve(steps, excess);
        int learned = firstRun(excess, 0, options.window(), -1, options.below() * excess[0]);
        if (learned < 0) {
            return new Onset(
                    OptionalInt.empty(), OptionalInt.empty(), steps[steps.length - 1], Double.POSITIVE_INFINITY);
        }
        int forgotten = firstRun(excess, learned + options.window(), options.window(), 1, options.above() * excess[0]);
        return new Onset(
                OptionalInt.of(learned),
                forgotten < 0 ? OptionalInt.empty() : OptionalInt.of(forgotten),
                learned == 0 ? 0 : steps[learned - 1],
                steps[learned]);
    }

    /**
     * Beginning of the first run of {@code window} values below (sign -1) or above (sign 1) the threshold; -1 when there is
     * none.
     */
    private static int firstRun(double[] values, int from, int window, int sign, double threshold) {
        int run = 0;
        for (int i = from; i < values.length; i++) {
            run = sign * (values[i] - threshold) > 0 ? run + 1 : 0;
            if (run == window) {
                return i - window + 1;
            }
        }
        return -1;
    }

    private static void requireCurve(double[] steps, double[] excess) {
        if (steps.length == 0 || steps.length != excess.length) {
            throw new IllegalArgumentException("a curve needs as many steps as values, at least one, got "
                    + steps.length + " and " + excess.length);
        }
        for (int i = 0; i < steps.length; i++) {
            if (!Double.isFinite(excess[i])) {
                throw new ArithmeticException("the excess at step " + steps[i] + " is " + excess[i]);
            }
            if (i > 0 && !(steps[i] > steps[i - 1])) {
                throw new IllegalArgumentException("steps must rise, got " + steps[i] + " after " + steps[i - 1]);
            }
        }
        if (!(excess[0] > 0)) {
            throw new IllegalArgumentException("the first excess must be positive, else there is nothing to learn; got "
                    + Arrays.toString(Arrays.copyOf(excess, 1)));
        }
    }
}
