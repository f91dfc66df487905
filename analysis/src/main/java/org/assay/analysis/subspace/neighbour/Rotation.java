package org.assay.analysis.subspace.neighbour;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;

/** Orthogonal matrices of k x k as arrays of rows, in float64. */
final class Rotation {
    private static final int PASSES = 2;

    private Rotation() {}

    /**
     * Turns {@code r} against a skew direction: {@code R (I - X)^-1 (I + X)} with {@code X = -D/2} (Cayley), equal to {@code R
     * exp(-D)} up to the third order in D and orthogonal whatever D is. Elimination needs no pivots, since the symmetric part of
     * {@code I - X} is the identity.
     *
     * @param step D, k x k, skew
     */
    static void turn(double[][] r, double[][] step) {
        int k = r.length;
        double[][] left = new double[k][k];
        double[][] right = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                left[i][j] = step[i][j] / 2;
                right[i][j] = -step[i][j] / 2;
            }
            left[i][i]++;
            right[i][i]++;
        }
        eliminate(left, right);
        double[] turned = new double[k];
        for (double[] row : r) {
            Arrays.fill(turned, 0);
            for (int j = 0; j < k; j++) {
                add(row[j], right[j], turned);
            }
            System.arraycopy(turned, 0, row, 0, k);
        }
    }

    /** Leaves the solution of {@code left X = right} in {@code right}. */
    private static void eliminate(double[][] left, double[][] right) {
        int k = left.length;
        for (int p = 0; p < k; p++) {
            for (int i = p + 1; i < k; i++) {
                double factor = -left[i][p] / left[p][p];
                add(factor, left[p], left[i]);
                add(factor, right[p], right[i]);
            }
        }
        for (int p = k - 1; p >= 0; p--) {
            double pivot = left[p][p];
            for (int j = 0; j < k; j++) {
                right[p][j] /= pivot;
            }
            for (int i = 0; i < p; i++) {
                add(-left[i][p], right[p], right[i]);
            }
        }
    }

    /** {@code to += factor * from}. */
    static void add(double factor, double[] from, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = Math.fma(factor, from[j], to[j]);
        }
    }

    /** Makes the columns orthonormal again, in order (Gram-Schmidt, twice). */
    static void straighten(double[][] r) {
        double[][] columns = transpose(r);
        for (int c = 0; c < columns.length; c++) {
            for (int pass = 0; pass < PASSES; pass++) {
                for (int before = 0; before < c; before++) {
                    add(-dot(columns[before], columns[c]), columns[before], columns[c]);
                }
            }
            double norm = Math.sqrt(dot(columns[c], columns[c]));
            if (!(norm > 0)) {
                throw new ArithmeticException("column " + c + " of the rotation has norm " + norm);
            }
            for (int j = 0; j < columns.length; j++) {
                columns[c][j] /= norm;
            }
        }
        double[][] straight = transpose(columns);
        for (int j = 0; j < r.length; j++) {
            System.arraycopy(straight[j], 0, r[j], 0, r.length);
        }
    }

    /** The rows {@code A} as a rotation: {@code h -> h A'}, that is columns along the rows. */
    static double[][] alongRows(Matrix rows) {
        return transpose(rowsOf(rows));
    }

    static double[][] identity(int k) {
        return rowsOf(Matrix.identity(k));
    }

    static double[][] rowsOf(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][];
        for (int j = 0; j < rows.length; j++) {
            rows[j] = matrix.row(j);
        }
        return rows;
    }

    static double[][] copy(double[][] r) {
        return Arrays.stream(r).map(double[]::clone).toArray(double[][]::new);
    }

    static double[][] transpose(double[][] r) {
        double[][] transposed = new double[r.length][r.length];
        for (int i = 0; i < r.length; i++) {
            for (int j = 0; j < r.length; j++) {
                transposed[j][i] = r[i][j];
            }
        }
        return transposed;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
