package org.assay.analysis.probe;

import org.assay.analysis.linalg.Contraction;
import org.assay.datasets.matrix.Matrix;

/**
 * What normal equations need of some rows of standardised features z.
 *
 * @param weight  {@code sum w}
 * @param sum     {@code sum w z}, d
 * @param gram    {@code sum w z'z}, d x d
 */
record FeatureSums(double weight, double[] sum, Matrix gram) {
    static FeatureSums of(double[] weights, Matrix z) {
        double weight = 0;
        for (double w : weights) {
            weight += w;
        }
        return new FeatureSums(weight, z.leftTimes(weights), Contraction.gram(z, weights));
    }

    /** Mean of z over all rows but these, where the mean over all rows is zero and the weights of all sum to 1. */
    double[] meanWithout() {
        double[] mean = new double[sum.length];
        for (int c = 0; c < mean.length; c++) {
            mean[c] = -sum[c] / (1 - weight);
        }
        return mean;
    }

    /** Covariance of z over all rows but these. */
    Matrix covarianceWithout(Matrix gramOfAll) {
        double[] mean = meanWithout();
        int d = mean.length;
        Matrix covariance = Matrix.zeros(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double second = (gramOfAll.get(i, j) - gram.get(i, j)) / (1 - weight);
                covariance.set(i, j, second - mean[i] * mean[j]);
            }
        }
        return covariance;
    }
}
