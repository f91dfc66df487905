package org.assay.analysis.bilinear;

import org.assay.datasets.matrix.Matrix;

/**
 * A normal law of inputs, over which layers are compared. A covariance of full rank makes a distance: a singular one does not
 * see how layers differ outside its range, and calls different layers equal.
 *
 * @param mean       as many as inputs
 * @param covariance about the mean, symmetric, inputs x inputs
 */
public record GaussianInput(double[] mean, Matrix covariance) {
    public GaussianInput {
        if (covariance.rows() != mean.length || covariance.columns() != mean.length) {
            throw new IllegalArgumentException(
                    "a mean of " + mean.length + " needs a covariance of that size, got " + covariance);
        }
    }

    /** Mean 0, covariance 1. */
    public static GaussianInput standard(int inputs) {
        return new GaussianInput(new double[inputs], Matrix.identity(inputs));
    }

    /**
     * {@code (1 - blend) covariance + blend I}: the law of data, opened to all directions.
     *
     * @param blend in 0 .. 1
     */
    public GaussianInput widened(double blend) {
        if (!(blend >= 0 && blend <= 1)) {
            throw new IllegalArgumentException("blend must be in 0 .. 1, got " + blend);
        }
        int d = mean.length;
        Matrix wide = Matrix.zeros(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                wide.set(i, j, (1 - blend) * covariance.get(i, j) + (i == j ? blend : 0));
            }
        }
        return new GaussianInput(mean, wide);
    }

    /** The law of (1, x): the first input is 1 and does not vary. */
    public GaussianInput lifted() {
        int d = mean.length;
        double[] longer = new double[d + 1];
        longer[0] = 1;
        System.arraycopy(mean, 0, longer, 1, d);
        Matrix wide = Matrix.zeros(d + 1, d + 1);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                wide.set(1 + i, 1 + j, covariance.get(i, j));
            }
        }
        return new GaussianInput(longer, wide);
    }
}
