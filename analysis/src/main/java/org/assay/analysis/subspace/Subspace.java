package org.assay.analysis.subspace;

import org.assay.datasets.matrix.Matrix;

/**
 * An affine subspace of the D directions of a site: the points {@code mean + c U} for any c.
 *
 * @param mean  D, the point that everything outside the subspace is set to
 * @param basis U, k x D with orthonormal rows, 0 &lt;= k &lt;= D
 */
public record Subspace(double[] mean, Matrix basis) {
    private static final double ORTHONORMAL_TOLERANCE = 1e-9;

    public Subspace {
        if (mean.length != basis.columns() || basis.rows() > basis.columns()) {
            throw new IllegalArgumentException("a subspace of " + mean.length
                    + " directions needs a basis of at most that many rows and exactly that many columns, got "
                    + basis);
        }
        Matrix gram = basis.times(basis.transpose());
        for (int i = 0; i < gram.rows(); i++) {
            for (int j = 0; j <= i; j++) {
                if (!(Math.abs(gram.get(i, j) - (i == j ? 1 : 0)) <= ORTHONORMAL_TOLERANCE)) {
                    throw new IllegalArgumentException(
                            "basis rows " + i + " and " + j + " have inner product " + gram.get(i, j));
                }
            }
        }
    }

    /** How many directions the site has, D. */
    public int directions() {
        return mean.length;
    }

    /** How many of them the subspace spans, k. */
    public int dimensions() {
        return basis.rows();
    }

    /** Coordinates within the subspace, {@code (h - mean) U'}: n x k for h of n x D. */
    public Matrix coordinates(Matrix h) {
        Matrix coordinates = h.times(basis.transpose());
        Matrix offset = Matrix.wrap(1, mean.length, mean).times(basis.transpose());
        int k = basis.rows();
        for (int i = 0; i < coordinates.values().length; i++) {
            coordinates.values()[i] -= offset.values()[i % k];
        }
        return coordinates;
    }

    /** The nearest points of the subspace: {@code mean + (h - mean) U'U}, n x D. */
    public Matrix project(Matrix h) {
        Matrix projected = coordinates(h).times(basis);
        for (int i = 0; i < projected.values().length; i++) {
            projected.values()[i] += mean[i % mean.length];
        }
        return projected;
    }

    /** An orthonormal basis of everything orthogonal to the basis: (D - k) x D. */
    public Matrix complement() {
        Orthonormal rows = new Orthonormal(mean.length);
        for (int i = 0; i < basis.rows(); i++) {
            rows.add(basis.row(i));
        }
        // Of the coordinate axes the one that lies farthest outside comes next; its rest is never small, since what is
        // left has D - k dimensions spread over D axes.
        while (rows.size() < mean.length) {
            rows.add(axis(rows.farthestAxis()));
        }
        return rows.from(basis.rows());
    }

    private double[] axis(int c) {
        double[] axis = new double[mean.length];
        axis[c] = 1;
        return axis;
    }
}
