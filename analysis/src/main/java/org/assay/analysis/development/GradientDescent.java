package org.assay.analysis.development;

/**
 * Plain gradient descent with what the loss was on the way: {@code w -= rate grad L(w)}.
 *
 * @param losses     before every step and after the last: steps + 1
 * @param parameters at the end
 */
public record GradientDescent(double[] losses, double[] parameters) {

    /**
     * @param start not changed
     * @param rate  positive
     * @param steps from 0
     */
    public static GradientDescent run(Loss loss, double[] start, double rate, int steps) {
        if (start.length != loss.size() || !(rate > 0) || steps < 0) {
            throw new IllegalArgumentException(
                    "descent needs a start of " + loss.size() + " parameters, a positive rate and steps from 0, got "
                            + start.length + ", " + rate + ", " + steps);
        }
        double[] w = start.clone();
        double[] gradient = new double[w.length];
        double[] losses = new double[steps + 1];
        for (int step = 0; step <= steps; step++) {
            losses[step] = loss.at(w, gradient);
            if (!Double.isFinite(losses[step])) {
                throw new ArithmeticException("the loss is " + losses[step] + " after " + step + " steps of rate "
                        + rate + "; a smaller rate may help");
            }
            for (int i = 0; i < w.length && step < steps; i++) {
                w[i] -= rate * gradient[i];
            }
        }
        return new GradientDescent(losses, w);
    }
}
