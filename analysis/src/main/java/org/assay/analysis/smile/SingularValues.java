package org.assay.analysis.smile;

import org.assay.datasets.matrix.Matrix;

/**
 * The thin singular value decomposition {@code A = U diag(s) V'}. Vectors are determined up to sign, and not at all
 * where the singular value is 0.
 *
 * @param left   m x k with k = min(m, n): columns of U
 * @param values k singular values, not negative, falling
 * @param right  n x k: columns of V
 */
public record SingularValues(Matrix left, double[] values, Matrix right) {
    public SingularValues {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new ArithmeticException("singular value " + i + " is " + values[i]);
            }
        }
    }

    /** Decomposes an m x n matrix with at least one row and column and finite entries. */
    public static SingularValues of(Matrix matrix) {
        if (matrix.rows() == 0 || matrix.columns() == 0) {
            throw new IllegalArgumentException("singular values need at least one row and one column, got " + matrix);
        }
        for (double value : matrix.values()) {
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("singular values of a matrix with an entry that is " + value);
            }
        }
        return Library.chosen().svd(matrix);
    }
}
