package org.assay.analysis.development;

/**
 * Whether a loss stands still before it falls: steps until the first tenth of the whole fall is done, over steps from there
 * to nine tenths. An exponential has {@code ln(10/9) / ln 9 = 0.048}, whatever its rate; a line 1/8; a plateau that ends in a
 * cliff more than 1.
 *
 * @param waiting steps of the first tenth
 * @param falling steps of the eight tenths after it
 */
public record Plateau(double waiting, double falling) {
    /** The ratio of an exponential fall. */
    public static final double OF_EXPONENTIAL = Math.log(10.0 / 9) / Math.log(9);

    /**
     * @param losses one for each step, the first the largest
     * @param floor  what the loss would end at, below the first
     * @throws ArithmeticException when nine tenths of the way to the floor are never done
     */
    public static Plateau of(double[] losses, double floor) {
        if (losses.length == 0 || !(losses[0] > floor)) {
            throw new IllegalArgumentException("a fall needs a first loss above its floor of " + floor);
        }
        double start = crossing(losses, losses[0] - 0.1 * (losses[0] - floor));
        double end = crossing(losses, losses[0] - 0.9 * (losses[0] - floor));
        return new Plateau(start, end - start);
    }

    /** Steps, with a fraction: losses between two steps lie on a line. */
    private static double crossing(double[] losses, double level) {
        for (int step = 1; step < losses.length; step++) {
            if (losses[step] <= level) {
                return step - 1 + (losses[step - 1] - level) / (losses[step - 1] - losses[step]);
            }
        }
        throw new ArithmeticException("the loss never falls to " + level);
    }

    /** {@code waiting / falling}. */
    public double ratio() {
        return waiting / falling;
    }
}
