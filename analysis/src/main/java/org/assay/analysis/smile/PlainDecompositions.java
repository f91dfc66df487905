package org.assay.analysis.smile;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;

/**
 * The same decompositions without a library: cyclic Jacobi rotations, two-sided for eigenvalues and one-sided for
 * singular values (Golub and Van Loan, Matrix Computations, 4th edition, sections 8.5 and 8.6.3), and Cholesky (section
 * 4.2). Cubic per sweep with about ten sweeps, meant for up to a few hundred directions.
 */
final class PlainDecompositions implements Decompositions {
    private static final int MOST_SWEEPS = 60;
    private static final double NEGLIGIBLE = 1e-15;

    @Override
    public SymmetricEigen eigen(Matrix symmetric) {
        int n = symmetric.rows();
        double[][] a = rowsOf(symmetric);
        double[][] vectors = rowsOf(Matrix.identity(n));
        double scale = Math.max(frobenius(a), Double.MIN_NORMAL);
        boolean rotated = true;
        for (int sweep = 0; rotated; sweep++) {
            requireProgress(sweep, "symmetric eigenvalues");
            rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    if (Math.abs(a[p][q]) > NEGLIGIBLE * scale) {
                        Rotation rotation = Rotation.diagonalising(a[p][p], a[p][q], a[q][q]);
                        for (double[] row : a) {
                            rotation.applyTo(row, p, q);
                        }
                        rotation.applyTo(a[p], a[q]);
                        rotation.applyTo(vectors[p], vectors[q]);
                        rotated = true;
                    }
                }
            }
        }
        double[] diagonal = IntStream.range(0, n).mapToDouble(i -> a[i][i]).toArray();
        int[] order = falling(diagonal);
        Matrix sorted = Matrix.zeros(n, n);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = diagonal[order[i]];
            System.arraycopy(vectors[order[i]], 0, sorted.values(), i * n, n);
        }
        return new SymmetricEigen(values, sorted);
    }

    @Override
    public SingularValues svd(Matrix matrix) {
        if (matrix.rows() < matrix.columns()) {
            SingularValues flipped = svd(matrix.transpose());
            return new SingularValues(flipped.right(), flipped.values(), flipped.left());
        }
        int n = matrix.columns();
        // Rows here are the columns of the matrix, rotated until they are orthogonal.
        double[][] u = rowsOf(matrix.transpose());
        double[][] v = rowsOf(Matrix.identity(n));
        double floor = NEGLIGIBLE * frobenius(u);
        boolean rotated = true;
        for (int sweep = 0; rotated; sweep++) {
            requireProgress(sweep, "singular values");
            rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    double inner = dot(u[p], u[q]);
                    double left = dot(u[p], u[p]);
                    double right = dot(u[q], u[q]);
                    if (Math.abs(inner) > NEGLIGIBLE * Math.sqrt(left * right) && Math.abs(inner) > floor * floor) {
                        Rotation rotation = Rotation.diagonalising(left, inner, right);
                        rotation.applyTo(u[p], u[q]);
                        rotation.applyTo(v[p], v[q]);
                        rotated = true;
                    }
                }
            }
        }
        return sortedSvd(u, v, matrix.rows());
    }

    private static SingularValues sortedSvd(double[][] u, double[][] v, int rows) {
        int n = u.length;
        double[] norms = IntStream.range(0, n)
                .mapToDouble(i -> Math.sqrt(dot(u[i], u[i])))
                .toArray();
        int[] order = falling(norms);
        Matrix left = Matrix.zeros(rows, n);
        Matrix right = Matrix.zeros(n, n);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = norms[order[i]];
            for (int r = 0; r < rows && values[i] > 0; r++) {
                left.set(r, i, u[order[i]][r] / values[i]);
            }
            for (int c = 0; c < n; c++) {
                right.set(c, i, v[order[i]][c]);
            }
        }
        return new SingularValues(left, values, right);
    }

    @Override
    public Matrix solvePositive(Matrix a, Matrix b) {
        int n = a.rows();
        double[][] lower = rowsOf(a);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = lower[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(sum > 0)) {
                    throw new ArithmeticException("matrix is not positive definite: pivot " + i + " is " + sum);
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
        Matrix solution = Matrix.zeros(n, b.columns());
        for (int c = 0; c < b.columns(); c++) {
            double[] x = b.column(c);
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < i; k++) {
                    x[i] -= lower[i][k] * x[k];
                }
                x[i] /= lower[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                for (int k = i + 1; k < n; k++) {
                    x[i] -= lower[k][i] * x[k];
                }
                x[i] /= lower[i][i];
                solution.set(i, c, x[i]);
            }
        }
        return solution;
    }

    /** The rotation by the smaller angle that makes the symmetric matrix ((app, apq), (apq, aqq)) diagonal. */
    private record Rotation(double cosine, double sine) {
        static Rotation diagonalising(double app, double apq, double aqq) {
            double tau = (aqq - app) / (2 * apq);
            double tangent = tau >= 0 ? 1 / (tau + Math.sqrt(1 + tau * tau)) : -1 / (-tau + Math.sqrt(1 + tau * tau));
            double cosine = 1 / Math.sqrt(1 + tangent * tangent);
            return new Rotation(cosine, tangent * cosine);
        }

        void applyTo(double[] row, int p, int q) {
            double x = row[p];
            double y = row[q];
            row[p] = cosine * x - sine * y;
            row[q] = sine * x + cosine * y;
        }

        void applyTo(double[] first, double[] second) {
            for (int i = 0; i < first.length; i++) {
                double x = first[i];
                double y = second[i];
                first[i] = cosine * x - sine * y;
                second[i] = sine * x + cosine * y;
            }
        }
    }

    private static void requireProgress(int sweep, String what) {
        if (sweep == MOST_SWEEPS) {
            throw new ArithmeticException(what + " did not converge in " + MOST_SWEEPS + " sweeps");
        }
    }

    private static int[] falling(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[][] rowsOf(Matrix matrix) {
        return IntStream.range(0, matrix.rows()).mapToObj(matrix::row).toArray(double[][]::new);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double frobenius(double[][] a) {
        double sum = 0;
        for (double[] row : a) {
            sum += dot(row, row);
        }
        return Math.sqrt(sum);
    }
}
