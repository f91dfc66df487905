package org.assay.neural.transformer;

/** The error function, the exact GELU that is made of it, and the GELU that does without it. */
public final class GaussianError {
    /** Beyond it erf differs from 1 by less than a double can hold. */
    private static final double FLAT = 6;

    private GaussianError() {}

    /** {@code x Phi(x)} with the normal distribution function Phi (Hendrycks and Gimpel 2016), not its tanh approximation. */
    public static double gelu(double x) {
        return 0.5 * x * (1 + erf(x / Math.sqrt(2)));
    }

    /** {@code x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}: the approximation that GPT-2 uses, {@code gelu_new}. */
    public static double geluNew(double x) {
        return 0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    /**
     * {@code 2/sqrt(pi) exp(-x^2) sum_n 2^n x^(2n+1) / (1 3 5 ... (2n+1))} (Abramowitz and Stegun 1964, 7.1.6): all terms have
     * one sign, so nothing cancels.
     */
    public static double erf(double x) {
        if (Math.abs(x) > FLAT) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }
}
