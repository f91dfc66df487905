package org.assay.analysis.smile;

import org.assay.analysis.linalg.OneThread;
import org.assay.datasets.matrix.Matrix;
import smile.math.blas.UPLO;

/** Decompositions by Smile 2.6.0 on OpenBLAS: LAPACK's syevd, gesdd and potrf. */
final class SmileDecompositions implements Decompositions {
    private SmileDecompositions() {}

    /** Loads the native library; throws a {@link LinkageError} where there is none. */
    static SmileDecompositions start() {
        SmileDecompositions decompositions = new SmileDecompositions();
        decompositions.eigen(Matrix.identity(2));
        return decompositions;
    }

    @Override
    public SymmetricEigen eigen(Matrix symmetric) {
        int n = symmetric.rows();
        return OneThread.call(() -> {
            smile.math.matrix.Matrix copy = upload(symmetric);
            copy.uplo(UPLO.LOWER);
            smile.math.matrix.Matrix.EVD evd = copy.eigen(false, true, true);
            double[] values = new double[n];
            Matrix vectors = Matrix.zeros(n, n);
            for (int i = 0; i < n; i++) {
                values[i] = evd.wr[n - 1 - i];
                for (int c = 0; c < n; c++) {
                    vectors.set(i, c, evd.Vr.get(c, n - 1 - i));
                }
            }
            return new SymmetricEigen(values, vectors);
        });
    }

    @Override
    public SingularValues svd(Matrix matrix) {
        return OneThread.call(() -> {
            smile.math.matrix.Matrix.SVD svd = upload(matrix).svd(true, true);
            return new SingularValues(download(svd.U), svd.s, download(svd.V));
        });
    }

    @Override
    public Matrix solvePositive(Matrix a, Matrix b) {
        return OneThread.call(() -> {
            smile.math.matrix.Matrix left = upload(a);
            left.uplo(UPLO.LOWER);
            smile.math.matrix.Matrix right = upload(b);
            left.cholesky(true).solve(right);
            return download(right);
        });
    }

    private static smile.math.matrix.Matrix upload(Matrix matrix) {
        smile.math.matrix.Matrix copy = new smile.math.matrix.Matrix(matrix.rows(), matrix.columns());
        for (int r = 0; r < matrix.rows(); r++) {
            for (int c = 0; c < matrix.columns(); c++) {
                copy.set(r, c, matrix.get(r, c));
            }
        }
        return copy;
    }

    private static Matrix download(smile.math.matrix.Matrix matrix) {
        Matrix copy = Matrix.zeros(matrix.nrows(), matrix.ncols());
        for (int r = 0; r < copy.rows(); r++) {
            for (int c = 0; c < copy.columns(); c++) {
                copy.set(r, c, matrix.get(r, c));
            }
        }
        return copy;
    }
}
