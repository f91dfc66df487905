package org.assay.analysis.linalg;

import org.assay.datasets.matrix.Matrix;

/** Plain loops in a fixed order: sums run over rows from first to last. */
final class PlainProducts implements Products {
    /** Rows that are added at once: each element of the sum is read and written once for all of them. */
    private static final int BLOCK = 4;

    @Override
    public Matrix gram(Matrix x) {
        int d = x.columns();
        double[] from = x.values();
        Matrix gram = Matrix.zeros(d, d);
        double[] to = gram.values();
        for (int r = 0; r < x.rows(); r++) {
            int row = r * d;
            for (int i = 0; i < d; i++) {
                double factor = from[row + i];
                if (factor != 0) {
                    for (int j = i; j < d; j++) {
                        to[i * d + j] += factor * from[row + j];
                    }
                }
            }
        }
        mirrorUpper(gram);
        return gram;
    }

    @Override
    public Matrix cross(Matrix x, Matrix y) {
        int d = x.columns();
        int m = y.columns();
        double[] left = x.values();
        double[] right = y.values();
        Matrix cross = Matrix.zeros(d, m);
        double[] to = cross.values();
        int blocks = x.rows() / BLOCK * BLOCK;
        for (int r = 0; r < blocks; r += BLOCK) {
            int row = r * m;
            for (int i = 0; i < d; i++) {
                double f0 = left[r * d + i];
                double f1 = left[(r + 1) * d + i];
                double f2 = left[(r + 2) * d + i];
                double f3 = left[(r + 3) * d + i];
                for (int j = 0; j < m; j++) {
                    // One after the other, so that the sum is the one that goes row by row.
                    double sum = to[i * m + j] + f0 * right[row + j];
                    sum += f1 * right[row + m + j];
                    sum += f2 * right[row + 2 * m + j];
                    to[i * m + j] = sum + f3 * right[row + 3 * m + j];
                }
            }
        }
        for (int r = blocks; r < x.rows(); r++) {
            for (int i = 0; i < d; i++) {
                double factor = left[r * d + i];
                for (int j = 0; j < m; j++) {
                    to[i * m + j] += factor * right[r * m + j];
                }
            }
        }
        return cross;
    }

    @Override
    public Matrix times(Matrix a, Matrix b) {
        return a.times(b);
    }

    /** Copies the upper triangle over the lower one. */
    static void mirrorUpper(Matrix square) {
        int d = square.rows();
        double[] values = square.values();
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) {
                values[j * d + i] = values[i * d + j];
            }
        }
    }
}
