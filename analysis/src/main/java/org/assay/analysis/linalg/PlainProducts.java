package org.assay.analysis.linalg;

import org.assay.datasets.matrix.Matrix;

/** Plain loops in a fixed order: sums run over rows from first to last. */
final class PlainProducts implements Products {
    /** Rows that are added at once: each element of the sum is read and written once for all of them. */
    private static final int BLOCK = 4;

    @Override
    public Matrix gram(Matrix x) {
        Matrix gram = Matrix.zeros(x.columns(), x.columns());
        addGram(x, gram.values());
        mirrorUpper(gram);
        return gram;
    }

    @Override
    public void addGram(Matrix x, double[] to) {
        int d = x.columns();
        double[] from = x.values();
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
    }

    @Override
    public Matrix cross(Matrix x, Matrix y) {
        Matrix cross = Matrix.zeros(x.columns(), y.columns());
        addCross(x, y, cross.values());
        return cross;
    }

    @Override
    public void addCross(Matrix x, Matrix y, double[] to) {
        int d = x.columns();
        int m = y.columns();
        double[] left = x.values();
        double[] right = y.values();
        int blocks = x.rows() / BLOCK * BLOCK;
        for (int r = 0; r < blocks; r += BLOCK) {
            for (int i = 0; i < d; i++) {
                addRows(to, i * m, right, r * m, m, left, r * d + i, d);
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
    }

    @Override
    public Matrix times(Matrix a, Matrix b) {
        int inner = a.columns();
        int m = b.columns();
        double[] left = a.values();
        double[] right = b.values();
        Matrix product = Matrix.zeros(a.rows(), m);
        double[] to = product.values();
        int blocks = inner / BLOCK * BLOCK;
        for (int r = 0; r < a.rows(); r++) {
            int row = r * m;
            for (int k = 0; k < blocks; k += BLOCK) {
                addRows(to, row, right, k * m, m, left, r * inner + k, 1);
            }
            for (int k = blocks; k < inner; k++) {
                double factor = left[r * inner + k];
                for (int c = 0; c < m; c++) {
                    to[row + c] += factor * right[k * m + c];
                }
            }
        }
        return product;
    }

    @Override
    public double[] components(Matrix a, Matrix b, Matrix c) {
        int n1 = b.rows();
        int n2 = c.rows();
        double[] tensor = new double[a.rows() * n1 * n2];
        for (int r = 0; r < a.columns(); r++) {
            double[] last = c.column(r);
            for (int i = 0; i < a.rows(); i++) {
                for (int j = 0; j < n1; j++) {
                    double both = a.get(i, r) * b.get(j, r);
                    int from = (i * n1 + j) * n2;
                    for (int k = 0; k < n2; k++) {
                        tensor[from + k] += both * last[k];
                    }
                }
            }
        }
        return tensor;
    }

    @Override
    public double[] turned(double[] tensor, Matrix a, Matrix b, Matrix c) {
        double[] turned = tensor;
        for (Matrix matrix : new Matrix[] {a, b, c}) {
            int extent = matrix.columns();
            int rest = turned.length / Math.max(1, extent);
            // Takes the first axis away and puts the new one last.
            turned =
                    cross(Matrix.wrap(extent, rest, turned), matrix.transpose()).values();
        }
        return turned;
    }

    @Override
    public Matrix unfolded(double[] tensor, int[] shape, int axis) {
        Matrix unfolded = Matrix.zeros(shape[axis], tensor.length / Math.max(1, shape[axis]));
        double[] to = unfolded.values();
        for (int i = 0, n = 0; i < shape[0]; i++) {
            for (int j = 0; j < shape[1]; j++) {
                for (int k = 0; k < shape[2]; k++, n++) {
                    int at = axis == 0
                            ? n
                            : axis == 1 ? (j * shape[0] + i) * shape[2] + k : (k * shape[0] + i) * shape[1] + j;
                    to[at] = tensor[n];
                }
            }
        }
        return unfolded;
    }

    /**
     * Adds to m numbers four rows of m, times four factors that lie {@code stride} apart: one row after the other, so that the
     * sums are those of going row by row.
     */
    private static void addRows(
            double[] to, int at, double[] rows, int row, int m, double[] factors, int factor, int stride) {
        double f0 = factors[factor];
        double f1 = factors[factor + stride];
        double f2 = factors[factor + 2 * stride];
        double f3 = factors[factor + 3 * stride];
        for (int j = 0; j < m; j++) {
            double sum = to[at + j] + f0 * rows[row + j];
            sum += f1 * rows[row + m + j];
            sum += f2 * rows[row + 2 * m + j];
            to[at + j] = sum + f3 * rows[row + 3 * m + j];
        }
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
