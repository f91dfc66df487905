package org.assay.analysis.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * Which columns say something that no column before them has said, by Cholesky elimination of their covariance from left to right
 * (Golub and Van Loan, Matrix Computations, 4th edition, section 4.2): a column whose pivot is nothing but rounding depends on the ones
 * before it. The post of one block, which is the pre of the next, is found so, and directions that a norm leaves empty.
 *
 * @param kept      indices of the others, rising
 * @param dependent the columns that were left out, rising
 */
record IndependentColumns(int[] kept, List<Dependent> dependent) {
    /** Of the column's own variance. Activations are float32, so what they repeat is the same to about 1e-14 of a variance. */
    private static final double ROUNDING = 1e-10;

    private static final double SAME = 1e-9;

    /**
     * @param column index
     * @param like   index of a column before it that it repeats up to scale and shift, -1 when it takes several to make it
     */
    record Dependent(int column, int like) {}

    /** @param covariance of the columns at variance 1, d x d */
    static IndependentColumns of(Matrix covariance) {
        int d = covariance.rows();
        double[][] lower = new double[d][];
        int[] kept = new int[d];
        int count = 0;
        List<Dependent> dependent = new ArrayList<>();
        for (int c = 0; c < d; c++) {
            double[] row = new double[count + 1];
            double pivot = covariance.get(c, c);
            for (int k = 0; k < count; k++) {
                double value = (covariance.get(c, kept[k]) - dot(row, lower[k], k)) / lower[k][k];
                row[k] = value;
                pivot -= value * value;
            }
            if (pivot > ROUNDING) {
                row[count] = Math.sqrt(pivot);
                lower[count] = row;
                kept[count++] = c;
            } else {
                dependent.add(new Dependent(c, like(covariance, c, kept, count)));
            }
        }
        return new IndependentColumns(Arrays.copyOf(kept, count), dependent);
    }

    private static int like(Matrix covariance, int column, int[] kept, int count) {
        for (int k = 0; k < count; k++) {
            if (Math.abs(covariance.get(column, kept[k])) > 1 - SAME) {
                return kept[k];
            }
        }
        return -1;
    }

    /** Four sums side by side, which a processor can add at once. */
    private static double dot(double[] a, double[] b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
