package org.assay.analysis.subspace.rival;

import org.assay.analysis.linalg.Contraction;
import org.assay.datasets.matrix.Matrix;

/** How much two directions belong together, from 0 on; symmetric tables. */
final class Affinities {
    /** Standard deviations of a count by which it must fall short to count. */
    private static final double SIGNIFICANT = 3;

    private Affinities() {}

    /** Squared cosines between rows: directions of one subspace are seldom orthogonal, those of two orthogonal ones always. */
    static Matrix ofDirections(Matrix rows) {
        Matrix inner = rows.times(rows.transpose());
        Matrix affinity = Matrix.zeros(rows.rows(), rows.rows());
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j <= i; j++) {
                double scale = inner.get(i, i) * inner.get(j, j);
                double value = scale > 0 ? inner.get(i, j) * inner.get(i, j) / scale : 0;
                affinity.set(i, j, value);
                affinity.set(j, i, value);
            }
        }
        return affinity;
    }

    /**
     * How far latents exclude one another: one less how often both are on over how often both would be were they independent, and 0
     * where they are on together more than that or less by chance. The values of one variable never occur together: 1.
     *
     * @param latents n x M, 0 where off
     * @param rows    how many rows of equal weight tell as much
     */
    static Matrix ofExclusion(Matrix latents, double[] weights, double rows) {
        Matrix on = Matrix.zeros(latents.rows(), latents.columns());
        for (int i = 0; i < on.values().length; i++) {
            on.values()[i] = latents.values()[i] > 0 ? 1 : 0;
        }
        Matrix both = Contraction.gram(on, weights);
        Matrix affinity = Matrix.zeros(on.columns(), on.columns());
        for (int i = 0; i < on.columns(); i++) {
            for (int j = 0; j < on.columns(); j++) {
                double expected = both.get(i, i) * both.get(j, j);
                double missing = expected - both.get(i, j);
                boolean excluded = missing > SIGNIFICANT * Math.sqrt(expected / rows);
                affinity.set(i, j, excluded ? missing / expected : 0);
            }
        }
        return affinity;
    }
}
