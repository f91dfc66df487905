package org.assay.analysis.subspace.rival;

import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.matrix.Matrix;

/**
 * Activations looked through before a method begins: about their mean, with their principal axes, and with the number of axes along
 * which they vary at all.
 *
 * @param mean    D
 * @param centred n x D
 * @param weights n, summing to 1
 * @param axes    of the covariance, variances falling
 * @param varying how many axes hold more than {@link #LEAST_SHARE} of the variance; the others are left out of every fit
 */
record SiteRows(double[] mean, Matrix centred, double[] weights, SymmetricEigen axes, int varying) {
    /** Directions with less than this share of the variance are noise of rounding, and would pass for factors once whitened. */
    static final double LEAST_SHARE = 1e-6;

    private static final double SUM_TOLERANCE = 1e-9;

    /** Refuses what nothing can be learned from, with the reason. */
    static SiteRows of(Matrix activations, double[] weights) {
        requireFinite(activations, weights);
        double[] mean = activations.leftTimes(weights);
        int d = mean.length;
        Matrix centred = Matrix.zeros(activations.rows(), d);
        for (int i = 0; i < centred.values().length; i++) {
            centred.values()[i] = activations.values()[i] - mean[i % d];
        }
        SymmetricEigen axes = SymmetricEigen.of(Contraction.gram(centred, weights));
        double total = 0;
        for (double variance : axes.values()) {
            total += Math.max(0, variance);
        }
        double scale = 0;
        for (double value : mean) {
            scale += value * value;
        }
        // What rounding leaves of equal rows is not variance.
        if (!(total > 1e-24 * scale) || !(total > 0)) {
            throw new UnfitActivationsException("all " + activations.rows()
                    + " rows of activations are the same: there is nothing to cut; take more contexts or another site");
        }
        int varying = 0;
        while (varying < d && axes.values()[varying] > LEAST_SHARE * total) {
            varying++;
        }
        return new SiteRows(mean, centred, weights.clone(), axes, varying);
    }

    static void requireFinite(Matrix activations, double[] weights) {
        if (activations.rows() == 0 || activations.columns() == 0 || weights.length != activations.rows()) {
            throw new UnfitActivationsException(
                    "a partition needs rows with at least one direction and a weight each, got " + activations + " and "
                            + weights.length + " weights");
        }
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("weights must sum to 1, got " + sum);
        }
        double[] values = activations.values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new UnfitActivationsException(
                        "the activation in row " + i / activations.columns() + ", direction "
                                + i % activations.columns() + " is " + values[i] + ": mend or leave out the row");
            }
        }
    }

    /** How many directions the site has, D. */
    int directions() {
        return mean.length;
    }

    /** Coordinates along the varying axes, each with variance 1: n x varying. */
    Matrix whitened() {
        Matrix along = Contraction.times(centred, axes.leading(varying).transpose());
        for (int i = 0; i < along.values().length; i++) {
            along.values()[i] /= Math.sqrt(axes.values()[i % varying]);
        }
        return along;
    }

    /** What unit steps in whitened coordinates are at the site: varying x D. */
    Matrix unwhitening() {
        Matrix rows = axes.leading(varying);
        for (int i = 0; i < rows.values().length; i++) {
            rows.values()[i] *= Math.sqrt(axes.values()[i / directions()]);
        }
        return rows;
    }

    /** How many rows of equal weight would tell as much: {@code 1 / sum w^2}. */
    double effectiveRows() {
        double squares = 0;
        for (double weight : weights) {
            squares += weight * weight;
        }
        return 1 / squares;
    }
}
