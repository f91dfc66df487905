package org.assay.symbolic.fit;

import org.assay.datasets.matrix.Matrix;

/**
 * Coordinates in which the rows of a representation have unit covariance, so that distances do not depend on how a network
 * scales or rotates its directions: y = L^-1 (x - mean) with L L' = covariance + ridge (Cholesky), which gives Mahalanobis
 * distances. The ridge, {@link #RIDGE} of the mean variance, keeps directions that hardly vary from being blown up.
 */
final class Whitening {
    private static final double RIDGE = 1e-3;

    private final double[] mean;
    private final double[][] factor;

    private Whitening(double[] mean, double[][] factor) {
        this.mean = mean;
        this.factor = factor;
    }

    /** @param weights of the rows; rows of weight 0 are not looked at */
    static Whitening of(Matrix values, double[] weights) {
        int d = values.columns();
        double[] mean = new double[d];
        double total = 0;
        for (int r = 0; r < weights.length; r++) {
            total += weights[r];
            for (int i = 0; weights[r] > 0 && i < d; i++) {
                mean[i] += weights[r] * values.values()[r * d + i];
            }
        }
        Items.scale(mean, 1 / total);
        return new Whitening(mean, cholesky(covariance(values, weights, mean, total)));
    }

    private static double[][] covariance(Matrix values, double[] weights, double[] mean, double total) {
        int d = mean.length;
        double[][] covariance = new double[d][d];
        double[] x = new double[d];
        for (int r = 0; r < weights.length; r++) {
            if (weights[r] > 0) {
                for (int i = 0; i < d; i++) {
                    x[i] = values.values()[r * d + i] - mean[i];
                }
                for (int i = 0; i < d; i++) {
                    double wx = weights[r] / total * x[i];
                    for (int j = 0; j <= i; j++) {
                        covariance[i][j] += wx * x[j];
                    }
                }
            }
        }
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += covariance[i][i];
        }
        for (int i = 0; i < d; i++) {
            covariance[i][i] += trace > 0 ? RIDGE * trace / d : 1;
        }
        return covariance;
    }

    /** The lower factor of a positive definite matrix given by its lower half. */
    private static double[][] cholesky(double[][] a) {
        int d = a.length;
        double[][] factor = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? StrictMath.sqrt(sum) : sum / factor[j][j];
            }
            if (!(factor[i][i] > 0)) {
                throw new ArithmeticException(
                        "whitening: the covariance has pivot " + factor[i][i] + " at direction " + i);
            }
        }
        return factor;
    }

    /** y of one activation vector. */
    double[] of(double[] activation) {
        double[] y = new double[mean.length];
        for (int i = 0; i < y.length; i++) {
            double sum = activation[i] - mean[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i][k] * y[k];
            }
            y[i] = sum / factor[i][i];
        }
        return y;
    }
}
