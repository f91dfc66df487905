package org.assay.analysis.subspace.neighbour;

import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.matrix.Matrix;

/**
 * Rows as they come, duplicates and all, about their mean, scaled to a root mean square norm of 1.
 *
 * @param rows n x D
 * @param mean D
 */
record ScaledRows(float[][] rows, double[] mean) {
    static ScaledRows of(Matrix activations, double[] weights) {
        Finite.require(activations, weights);
        double[] mean = activations.leftTimes(weights);
        double square = 0;
        for (int r = 0; r < activations.rows(); r++) {
            for (int c = 0; c < mean.length; c++) {
                double value = activations.get(r, c) - mean[c];
                square += weights[r] * value * value;
            }
        }
        if (!(square > 0)) {
            throw new UnfitActivationsException(
                    "all " + activations.rows()
                            + " activations are the same, so there is nothing to cut; record a site that depends on the context");
        }
        float[][] rows = new float[activations.rows()][mean.length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < mean.length; c++) {
                rows[r][c] = (float) ((activations.get(r, c) - mean[c]) / Math.sqrt(square));
            }
        }
        return new ScaledRows(rows, mean);
    }
}
