package org.assay.analysis.information;

/** The digamma function psi, the derivative of log gamma, of positive numbers: recurrence up to 10, then the asymptotic series. */
public final class Digamma {
    /** From here on the series below is good to the last bits. */
    private static final double ASYMPTOTIC_FROM = 10;

    private Digamma() {}

    public static double of(double x) {
        if (!(x > 0)) {
            throw new IllegalArgumentException("digamma is asked for positive numbers here, got " + x);
        }
        double shifted = x;
        double below = 0;
        while (shifted < ASYMPTOTIC_FROM) {
            below += 1 / shifted;
            shifted++;
        }
        double square = 1 / (shifted * shifted);
        double series = square
                * (1.0 / 12
                        - square
                                * (1.0 / 120
                                        - square
                                                * (1.0 / 252
                                                        - square
                                                                * (1.0 / 240
                                                                        - square
                                                                                * (1.0 / 132
                                                                                        - square * 691.0 / 32760)))));
        return Math.log(shifted) - 0.5 / shifted - series - below;
    }
}
