package org.assay.datasets.incontext;

import org.assay.datasets.origin.Draws;

/** Draws from symmetric Dirichlet laws: gamma variates divided by their sum (Devroye 1986). */
final class Dirichlet {
    private Dirichlet() {}

    /** A law over {@code size} outcomes from Dirichlet(alpha, ..., alpha). */
    static double[] draw(Draws draws, double alpha, int size) {
        double[] logs = new double[size];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            logs[i] = logGamma(draws, alpha);
            greatest = Math.max(greatest, logs[i]);
        }
        double[] law = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            law[i] = StrictMath.exp(logs[i] - greatest);
            sum += law[i];
        }
        for (int i = 0; i < size; i++) {
            law[i] /= sum;
        }
        return law;
    }

    /**
     * The logarithm of a Gamma(alpha) variate, by squeeze (Marsaglia and Tsang 2000); for alpha below 1 a Gamma(alpha + 1)
     * variate times {@code u^(1/alpha)}, which may be too small for anything but its logarithm.
     */
    private static double logGamma(Draws draws, double alpha) {
        if (alpha < 1) {
            return logGamma(draws, alpha + 1) + StrictMath.log(1 - draws.nextDouble()) / alpha;
        }
        double d = alpha - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = draws.nextNormal();
            double root = 1 + c * x;
            double v = root * root * root;
            double u = 1 - draws.nextDouble();
            if (v > 0 && StrictMath.log(u) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
                return StrictMath.log(d * v);
            }
        }
    }
}
