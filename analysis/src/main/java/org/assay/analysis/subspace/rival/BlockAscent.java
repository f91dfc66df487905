package org.assay.analysis.subspace.rival;

import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * Orthogonal blocks that hold as much as they can: the rows U_1, U_2, ..., orthonormal together, that maximise {@code sum_k tr(U_k S_k
 * U_k')} for given positive semidefinite S_k. Where the S_k share no directions these are their leading eigenvectors; in general there
 * is no closed form. The sum is convex in U, so it never falls when U becomes the orthonormal rows nearest to {@code [U_k S_k]_k}, the
 * maximum of its linear bound from below; that is repeated until it no longer rises. A local maximum: the caller takes several starts.
 *
 * @param rows  the U_k one under the other, m x D
 * @param value of the sum
 * @param steps taken
 */
public record BlockAscent(Matrix rows, double value, int steps) {
    private static final int MOST_STEPS = 2_000;
    private static final double RISE = 1e-12;

    /**
     * @param targets S_k, D x D each
     * @param sizes   rows of each U_k
     * @param start   m x D, orthonormal
     */
    public static BlockAscent from(Matrix start, List<Matrix> targets, List<Integer> sizes) {
        Matrix rows = start;
        Matrix pulled = pulled(rows, targets, sizes);
        double value = inner(rows, pulled);
        for (int step = 1; step <= MOST_STEPS; step++) {
            Matrix next = NearestBlocks.orthonormal(pulled);
            Matrix nextPulled = pulled(next, targets, sizes);
            double nextValue = inner(next, nextPulled);
            if (!(nextValue > value + RISE * Math.abs(value))) {
                return new BlockAscent(rows, value, step);
            }
            rows = next;
            pulled = nextPulled;
            value = nextValue;
        }
        return new BlockAscent(rows, value, MOST_STEPS);
    }

    /** The orthonormal rows nearest to {@code rows} in least squares; any that complete them where these are dependent. */
    public static Matrix orthonormal(Matrix rows) {
        return NearestBlocks.orthonormal(rows);
    }

    /** {@code [U_k S_k]_k}, half the derivative of the sum. */
    private static Matrix pulled(Matrix rows, List<Matrix> targets, List<Integer> sizes) {
        Matrix pulled = Matrix.zeros(rows.rows(), rows.columns());
        int from = 0;
        for (int k = 0; k < targets.size(); k++) {
            Matrix part = NearestBlocks.rows(rows, from, sizes.get(k)).times(targets.get(k));
            System.arraycopy(part.values(), 0, pulled.values(), from * rows.columns(), part.values().length);
            from += sizes.get(k);
        }
        return pulled;
    }

    private static double inner(Matrix a, Matrix b) {
        double sum = 0;
        for (int i = 0; i < a.values().length; i++) {
            sum += a.values()[i] * b.values()[i];
        }
        return sum;
    }
}
