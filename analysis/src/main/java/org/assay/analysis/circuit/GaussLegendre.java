package org.assay.analysis.circuit;

/**
 * Nodes and weights on [0, 1] with {@code sum w_i f(x_i) = integral of f} for every polynomial f of degree up to 2n - 1. The
 * nodes are the roots of the Legendre polynomial P_n, found by Newton's method; the weights are {@code 2 / ((1 - x^2)
 * P_n'(x)^2)} on [-1, 1].
 *
 * @param nodes   rising
 * @param weights positive, of sum 1
 */
public record GaussLegendre(double[] nodes, double[] weights) {
    private static final int MOST_STEPS = 100;

    /** @param n number of nodes, from 1 */
    public static GaussLegendre of(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a quadrature needs at least one node, got " + n);
        }
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double step = 1;
            for (int s = 0; s < MOST_STEPS && Math.abs(step) > 1e-15; s++) {
                double[] p = legendre(n, x);
                step = p[0] / p[1];
                x -= step;
            }
            double slope = legendre(n, x)[1];
            nodes[i] = (1 + x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
        return new GaussLegendre(nodes, weights);
    }

    /** P_n(x) and its derivative, by the recurrence of three terms. */
    private static double[] legendre(int n, double x) {
        double before = 1;
        double now = x;
        for (int k = 2; k <= n; k++) {
            double next = ((2 * k - 1) * x * now - (k - 1) * before) / k;
            before = now;
            now = next;
        }
        return new double[] {now, n * (x * now - before) / (x * x - 1)};
    }
}
