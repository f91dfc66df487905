package org.assay.analysis.subspace.neighbour;

import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.matrix.Matrix;

/**
 * Activations made ready: centred, in coordinates along their principal directions, without those that hardly vary, scaled to a root
 * mean square norm of 1, and rows that are the same collapsed into one ({@link DistinctRows}).
 *
 * @param rows    n x k, distinct
 * @param mean    D
 * @param kept    k x D, orthonormal: the directions that the coordinates are along, the one of most variance first
 * @param stands  for each row given the distinct row that stands for it
 */
record PreparedRows(float[][] rows, double[] mean, Matrix kept, int[] stands) {
    /** Directions with less than this share of the variance of the first are left out. */
    static final double LEAST_RELATIVE_VARIANCE = 1e-6;

    /** With fewer distinct rows than this for each direction that varies, any rows can be made to look like neighbours. */
    private static final int ROWS_PER_DIRECTION = 2;

    private static final int FEWEST_ROWS = 16;

    /**
     * @param activations n x D
     * @param weights     n, positive, summing to 1
     * @throws UnfitActivationsException when they hold a number that is not finite, do not vary, or have too few distinct rows
     */
    static PreparedRows of(Matrix activations, double[] weights) {
        Finite.require(activations, weights);
        double[] mean = activations.leftTimes(weights);
        Matrix centred = Matrix.wrap(
                activations.rows(), activations.columns(), activations.values().clone());
        for (int i = 0; i < centred.values().length; i++) {
            centred.values()[i] -= mean[i % mean.length];
        }
        SymmetricEigen eigen = SymmetricEigen.of(Contraction.gram(centred, weights));
        double largest = eigen.values().length == 0 ? 0 : eigen.values()[0];
        double scale = 0;
        for (double value : activations.values()) {
            scale = Math.max(scale, Math.abs(value));
        }
        if (!(largest > Math.ulp((float) scale) * (double) Math.ulp((float) scale))) {
            throw new UnfitActivationsException(
                    "all " + activations.rows()
                            + " activations are the same, so there is nothing to cut; record a site that depends on the context");
        }
        int k = 0;
        double total = 0;
        while (k < mean.length && eigen.values()[k] > LEAST_RELATIVE_VARIANCE * largest) {
            total += eigen.values()[k++];
        }
        Matrix kept = eigen.leading(k);
        Matrix coordinates = Contraction.times(centred, kept.transpose());
        float[][] scaled = new float[activations.rows()][k];
        for (int r = 0; r < scaled.length; r++) {
            for (int c = 0; c < k; c++) {
                scaled[r][c] = (float) (coordinates.values()[r * k + c] / Math.sqrt(total));
            }
        }
        DistinctRows distinct = DistinctRows.of(scaled);
        int needed = Math.max(FEWEST_ROWS, ROWS_PER_DIRECTION * k);
        if (distinct.rows().length < needed) {
            throw new UnfitActivationsException("of " + activations.rows() + " activations only "
                    + distinct.rows().length + " are distinct, in " + k + " directions that vary; a partition needs "
                    + needed + " or more: give more contexts, or a site that tells more of them apart");
        }
        return new PreparedRows(distinct.rows(), mean, kept, distinct.stands());
    }

    /** How many directions vary, k. */
    int directions() {
        return kept.rows();
    }
}
