package org.assay.analysis.metric;

import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;

/**
 * How much of what a factor adds at a site lies in a subspace: {@code A = tr(U Sigma_k U') / tr(Sigma_k)}, with Sigma_k
 * from {@link org.assay.analysis.subspace.FactorSubspace#covariances}. A random subspace of d of D directions gets d/D,
 * so the score is {@code (A - d/D) / (1 - d/D)}: 1 where all of it is captured, 0 on average at random, down to
 * -(d/D)/(1 - d/D).
 *
 * @param share     A, in [0, 1]
 * @param corrected A corrected for chance
 * @param added     tr(Sigma_k): beside the variance at the site it tells whether there is anything to capture; regression noise
 *                  alone adds about (values of the factor) / (rows) of the variance that the factors leave unexplained
 */
public record Capture(double share, double corrected, double added) {
    /** @param covariance Sigma_k of the factor, D x D */
    public static Capture of(Subspace subspace, Matrix covariance) {
        int directions = subspace.directions();
        if (covariance.rows() != directions || covariance.columns() != directions) {
            throw new IllegalArgumentException(
                    "capture in " + directions + " directions needs a covariance of that size, got " + covariance);
        }
        if (subspace.dimensions() == directions) {
            throw new IllegalArgumentException(
                    "a subspace of all " + directions + " directions captures everything; nothing is left for chance");
        }
        double total = 0;
        for (int i = 0; i < directions; i++) {
            total += covariance.get(i, i);
        }
        if (!(total > 0)) {
            throw new ArithmeticException("capture is not defined: the factor leaves no trace at this site");
        }
        Matrix through = subspace.basis().times(covariance);
        double inside = 0;
        for (int i = 0; i < through.values().length; i++) {
            inside += through.values()[i] * subspace.basis().values()[i];
        }
        double share = Math.min(1, Math.max(0, inside / total));
        double chance = (double) subspace.dimensions() / directions;
        return new Capture(share, (share - chance) / (1 - chance), total);
    }
}
