package org.assay.analysis.smile;

import org.assay.datasets.matrix.Matrix;

/**
 * Least squares from normal equations: B with {@code (G + ridge I) B = C} for {@code G = X'WX} and {@code C = X'WY}.
 * Products are accumulated by {@code analysis.linalg}; centring and scaling are the caller's.
 */
public final class LeastSquares {
    /** Eigenvalues of G below this share of the largest count as zero: the square of what rounding leaves of X. */
    private static final double RANK_TOLERANCE = 1e-11;

    private LeastSquares() {}

    /**
     * The ridge solution, by Cholesky.
     *
     * @param gram  d x d, positive semidefinite
     * @param cross d x m
     * @param ridge added to the diagonal, positive, in units of G
     * @return d x m; ArithmeticException when G + ridge I is not positive definite in float64
     */
    public static Matrix ridge(Matrix gram, Matrix cross, double ridge) {
        requireShapes(gram, cross);
        if (!(ridge > 0)) {
            throw new IllegalArgumentException("ridge must be positive, got " + ridge);
        }
        Matrix regular = Matrix.wrap(gram.rows(), gram.columns(), gram.values().clone());
        for (int i = 0; i < gram.rows(); i++) {
            regular.set(i, i, regular.get(i, i) + ridge);
        }
        return gram.rows() == 0 ? cross : Library.chosen().solvePositive(regular, cross);
    }

    /** The solution of smallest norm without ridge, which exists whatever the rank of G; by eigenvalues. */
    public static Matrix smallestNorm(Matrix gram, Matrix cross) {
        requireShapes(gram, cross);
        return solve(SymmetricEigen.of(gram), cross, 0);
    }

    /** The ridge solution for any ridge from 0 on, from eigenvalues of G that are there already. */
    public static Matrix solve(SymmetricEigen gram, Matrix cross, double ridge) {
        Matrix rotated = along(gram.values(), gram.vectors().times(cross), ridge);
        return gram.vectors().transpose().times(rotated);
    }

    /**
     * The ridge solution where G is diagonal: everything in coordinates along its eigenvectors.
     *
     * @param eigenvalues d, the largest first
     * @param cross       d x m, along the eigenvectors
     * @return d x m, along the eigenvectors
     */
    public static Matrix along(double[] eigenvalues, Matrix cross, double ridge) {
        Matrix solution = Matrix.zeros(cross.rows(), cross.columns());
        double largest = eigenvalues.length == 0 ? 0 : Math.max(0, eigenvalues[0]);
        for (int i = 0; i < cross.rows(); i++) {
            boolean present = eigenvalues[i] > RANK_TOLERANCE * largest;
            double factor = present || ridge > 0 ? 1 / (Math.max(0, eigenvalues[i]) + ridge) : 0;
            for (int c = 0; c < cross.columns(); c++) {
                solution.set(i, c, factor * cross.get(i, c));
            }
        }
        return solution;
    }

    private static void requireShapes(Matrix gram, Matrix cross) {
        if (gram.rows() != gram.columns() || gram.rows() != cross.rows()) {
            throw new IllegalArgumentException(
                    "normal equations need G of d x d and C of d x m, got " + gram + " and " + cross);
        }
    }
}
