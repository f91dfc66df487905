package org.assay.analysis.subspace;

import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;

/**
 * The k directions in which a representation varies most: the leading eigenvectors of its weighted covariance about its
 * weighted mean (Jolliffe 2002, section 1.1, with row weights).
 *
 * @param subspace  mean and the k directions, of falling variance
 * @param variances all D variances, falling
 */
public record PrincipalSubspace(Subspace subspace, double[] variances) {
    /**
     * @param weights one per row, not negative, summing to 1
     * @param k       0 .. D
     */
    public static PrincipalSubspace fit(Representation representation, double[] weights, int k) {
        Matrix h = representation.values();
        if (k < 0 || k > h.columns()) {
            throw new IllegalArgumentException("a principal subspace of " + representation.site() + " has 0.."
                    + h.columns() + " dimensions, got " + k);
        }
        double[] mean = Centred.mean(h, weights);
        SymmetricEigen eigen = SymmetricEigen.of(Contraction.gram(Centred.about(mean, h), weights));
        return new PrincipalSubspace(new Subspace(mean, eigen.leading(k)), eigen.values());
    }

    /** The share of the variance that lies in the subspace. */
    public double explainedShare() {
        double inside = 0;
        double total = 0;
        for (int i = 0; i < variances.length; i++) {
            total += variances[i];
            inside += i < subspace.dimensions() ? variances[i] : 0;
        }
        if (!(total > 0)) {
            throw new ArithmeticException("the representation does not vary, so no share of its variance is explained");
        }
        return inside / total;
    }
}
