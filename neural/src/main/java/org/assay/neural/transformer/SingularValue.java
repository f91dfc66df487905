package org.assay.neural.transformer;

import org.assay.datasets.matrix.Matrix;

/** The spectral norm of a matrix. */
final class SingularValue {
    /** Sweeps that cyclic Jacobi never needs: it converges quadratically after the first few. */
    private static final int MOST_SWEEPS = 60;

    private SingularValue() {}

    /**
     * Root of the largest eigenvalue of the smaller of {@code W^T W} and {@code W W^T}, by cyclic Jacobi rotations until what is
     * off the diagonal is below rounding.
     */
    static double largest(Matrix w) {
        Matrix gram = w.columns() <= w.rows() ? w.transpose().times(w) : w.times(w.transpose());
        int n = gram.rows();
        double total = sumOfSquares(gram, true);
        for (int sweep = 0; sumOfSquares(gram, false) > 1e-28 * total; sweep++) {
            if (sweep == MOST_SWEEPS) {
                throw new ArithmeticException("eigenvalues of " + gram + " do not converge");
            }
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    rotate(gram, i, j);
                }
            }
        }
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, gram.get(i, i));
        }
        return Math.sqrt(largest);
    }

    /** Clears entry (i, j) by a rotation of rows and columns i and j. */
    private static void rotate(Matrix a, int i, int j) {
        if (a.get(i, j) == 0) {
            return;
        }
        double theta = (a.get(j, j) - a.get(i, i)) / (2 * a.get(i, j));
        double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < a.rows(); k++) {
            double first = a.get(k, i);
            double second = a.get(k, j);
            a.set(k, i, c * first - s * second);
            a.set(k, j, s * first + c * second);
        }
        for (int k = 0; k < a.rows(); k++) {
            double first = a.get(i, k);
            double second = a.get(j, k);
            a.set(i, k, c * first - s * second);
            a.set(j, k, s * first + c * second);
        }
    }

    private static double sumOfSquares(Matrix a, boolean diagonal) {
        double sum = 0;
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.columns(); j++) {
                sum += diagonal || i != j ? a.get(i, j) * a.get(i, j) : 0;
            }
        }
        return sum;
    }
}
