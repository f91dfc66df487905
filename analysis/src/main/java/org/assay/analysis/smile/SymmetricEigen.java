package org.assay.analysis.smile;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix: {@code A = sum_i values[i] v_i' v_i} with v_i row i of
 * {@code vectors}. Of the two signs of a vector the one is taken that makes its entry of largest magnitude positive.
 *
 * @param values  n eigenvalues, falling
 * @param vectors n x n, orthonormal rows
 */
public record SymmetricEigen(double[] values, Matrix vectors) {
    private static final double SYMMETRY_TOLERANCE = 1e-9;

    public SymmetricEigen {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new ArithmeticException("eigenvalue " + i + " is " + values[i]);
            }
        }
        vectors = pointedUp(vectors);
    }

    /** Decomposes an n x n matrix that is symmetric to 1e-9 of its largest entry. */
    public static SymmetricEigen of(Matrix symmetric) {
        requireSymmetric(symmetric);
        return symmetric.rows() == 0
                ? new SymmetricEigen(new double[0], symmetric)
                : Library.chosen().eigen(symmetric);
    }

    /** The first k eigenvectors as rows, k x n. */
    public Matrix leading(int k) {
        if (k < 0 || k > values.length) {
            throw new IllegalArgumentException(
                    "number of leading eigenvectors must be in 0.." + values.length + ", got " + k);
        }
        int n = vectors.columns();
        return Matrix.wrap(k, n, Arrays.copyOf(vectors.values(), k * n));
    }

    private static Matrix pointedUp(Matrix vectors) {
        int n = vectors.columns();
        Matrix pointed = Matrix.zeros(vectors.rows(), n);
        for (int i = 0; i < vectors.rows(); i++) {
            double largest = 0;
            for (int c = 0; c < n; c++) {
                double value = vectors.get(i, c);
                largest = Math.abs(value) > Math.abs(largest) ? value : largest;
            }
            for (int c = 0; c < n; c++) {
                pointed.set(i, c, largest < 0 ? -vectors.get(i, c) : vectors.get(i, c));
            }
        }
        return pointed;
    }

    private static void requireSymmetric(Matrix a) {
        if (a.rows() != a.columns()) {
            throw new IllegalArgumentException("eigenvalues need a square matrix, got " + a);
        }
        double largest = 0;
        for (double value : a.values()) {
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("eigenvalues of a matrix with an entry that is " + value);
            }
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(a.get(i, j) - a.get(j, i)) > SYMMETRY_TOLERANCE * largest) {
                    throw new IllegalArgumentException("eigenvalues need a symmetric matrix; entries (" + i + ", " + j
                            + ") and (" + j + ", " + i + ") are " + a.get(i, j) + " and " + a.get(j, i));
                }
            }
        }
    }
}
