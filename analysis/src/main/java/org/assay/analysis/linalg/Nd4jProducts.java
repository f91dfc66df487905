package org.assay.analysis.linalg;

import org.assay.datasets.matrix.Matrix;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/** Products by ND4J's general matrix multiply on one thread. Arrays live outside the heap and are freed at once. */
final class Nd4jProducts implements Products {
    /** Starts the library; throws a {@link LinkageError} where it has no build for this machine. */
    Nd4jProducts() {
        requireBackend();
        OneThread.start(() -> {
            if (Nd4j.getBackend() == null) {
                throw new UnsatisfiedLinkError("ND4J could not start its backend");
            }
        });
    }

    /** Asks for a backend before {@link Nd4j} does, which would log a stack trace and leave itself half made. */
    private static void requireBackend() {
        // Else it looks with the loader of whichever thread comes first, for good.
        ND4JClassLoading.setNd4jClassloaderFromClass(Nd4jProducts.class);
        try {
            Nd4jBackend.load();
        } catch (Nd4jBackend.NoAvailableBackendException absent) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError("no ND4J backend on the class path");
            error.initCause(absent);
            throw error;
        }
    }

    @Override
    public Matrix gram(Matrix x) {
        Matrix gram = OneThread.call(() -> multiply(x, x, true));
        PlainProducts.mirrorUpper(gram);
        return gram;
    }

    @Override
    public Matrix cross(Matrix x, Matrix y) {
        return OneThread.call(() -> multiply(x, y, true));
    }

    @Override
    public Matrix times(Matrix a, Matrix b) {
        return OneThread.call(() -> multiply(a, b, false));
    }

    @Override
    public void addGram(Matrix x, double[] into) {
        OneThread.run(() -> openblas_nolapack.cblas_dsyrk(
                openblas_nolapack.CblasRowMajor,
                openblas_nolapack.CblasUpper,
                openblas_nolapack.CblasTrans,
                x.columns(),
                x.rows(),
                1,
                x.values(),
                x.columns(),
                1,
                into,
                x.columns()));
    }

    @Override
    public void addCross(Matrix x, Matrix y, double[] into) {
        OneThread.run(() -> openblas_nolapack.cblas_dgemm(
                openblas_nolapack.CblasRowMajor,
                openblas_nolapack.CblasTrans,
                openblas_nolapack.CblasNoTrans,
                x.columns(),
                y.columns(),
                x.rows(),
                1,
                x.values(),
                x.columns(),
                y.values(),
                y.columns(),
                1,
                into,
                y.columns()));
    }

    private static Matrix multiply(Matrix a, Matrix b, boolean transposeLeft) {
        int rows = transposeLeft ? a.columns() : a.rows();
        int columns = b.columns();
        INDArray left = upload(a);
        INDArray right = a == b ? left : upload(b);
        // The multiply writes column-major; read as row-major the buffer is the transpose of the product.
        INDArray product = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {rows, columns}, 'f');
        Nd4j.gemm(left, right, product, transposeLeft, false, 1, 0);
        Matrix transposed = Matrix.wrap(columns, rows, product.data().asDouble());
        product.close();
        left.close();
        if (right != left) {
            right.close();
        }
        return transposed.transpose();
    }

    private static INDArray upload(Matrix matrix) {
        return Nd4j.create(matrix.values(), new long[] {matrix.rows(), matrix.columns()}, 'c');
    }
}
