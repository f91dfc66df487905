package org.assay.analysis.probe;

import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.LeastSquares;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.datasets.matrix.Matrix;

/**
 * One fold of the rows fitted on, ready to say how badly each ridge does on it when it is fitted on all other rows. Everything
 * is held in coordinates along the eigenvectors of the covariance of those other rows, where a ridge solution is a division and
 * the error of each costs one product with the Gram matrix of the fold.
 *
 * @param outside eigenvalues of the covariance of all other rows, and the eigenvectors v
 * @param mean    of the other rows, along v
 * @param weight  of the fold
 * @param sum     {@code sum w z} of the fold, along v
 * @param gram    {@code sum w z'z} of the fold, along v
 */
record RidgeFold(SymmetricEigen outside, double[] mean, double weight, double[] sum, Matrix gram) {
    /** @param gramOfAll of the rows of all folds and those in none */
    static RidgeFold of(FeatureSums inside, Matrix gramOfAll) {
        SymmetricEigen outside = SymmetricEigen.of(inside.covarianceWithout(gramOfAll));
        Matrix v = outside.vectors();
        Matrix along = v.transpose();
        return new RidgeFold(
                outside,
                along.leftTimes(inside.meanWithout()),
                inside.weight(),
                along.leftTimes(inside.sum()),
                Contraction.times(Contraction.times(v, inside.gram()), along));
    }

    /**
     * Squared error on the fold of the solution that is fitted on all other rows, for each ridge.
     *
     * @param inside of the target on the fold
     * @param all    of the target on all rows
     */
    double[] errors(TargetSums inside, TargetSums all, double[] ridges) {
        TargetSums here = inside.along(outside.vectors());
        TargetSums others = all.plus(inside, -1).along(outside.vectors());
        int m = others.sum().length;
        Matrix cross = Matrix.zeros(mean.length, m);
        double[] meanTarget = new double[m];
        for (int c = 0; c < m; c++) {
            meanTarget[c] = others.sum()[c] / (1 - weight);
            for (int i = 0; i < mean.length; i++) {
                cross.set(i, c, others.cross().get(i, c) / (1 - weight) - mean[i] * meanTarget[c]);
            }
        }
        double[] errors = new double[ridges.length];
        for (int k = 0; k < ridges.length; k++) {
            Matrix b = LeastSquares.along(outside.values(), cross, ridges[k]);
            double[] intercept = meanTarget.clone();
            double[] shift = b.leftTimes(mean);
            for (int c = 0; c < m; c++) {
                intercept[c] -= shift[c];
            }
            errors[k] = here.squaredError(this, intercept, b);
        }
        return errors;
    }
}
