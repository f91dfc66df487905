package org.assay.analysis.subspace;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * A uniformly random k-dimensional subspace of D directions (Haar measure): the span of k independent standard normal
 * vectors, made orthonormal in order (Muirhead 1982, theorem 2.1.13 and after). The control that is matched in size.
 */
public final class RandomSubspace {
    private RandomSubspace() {}

    /**
     * @param mean of the activations at the site, D: what the rest of the space is set to
     * @param k    0 .. D
     */
    public static Subspace of(double[] mean, int k, Seed seed) {
        if (k < 0 || k > mean.length) {
            throw new IllegalArgumentException("a random subspace of " + mean.length + " directions has 0.."
                    + mean.length + " dimensions, got " + k);
        }
        Draws draws = seed.draws();
        Orthonormal rows = new Orthonormal(mean.length);
        while (rows.size() < k) {
            double[] vector = new double[mean.length];
            for (int c = 0; c < vector.length; c++) {
                vector[c] = draws.nextNormal();
            }
            rows.add(vector);
        }
        Matrix basis = rows.from(0);
        return new Subspace(mean, basis);
    }
}
