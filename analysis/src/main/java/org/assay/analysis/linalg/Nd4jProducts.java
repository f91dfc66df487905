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

    @Override
    public double[] components(Matrix a, Matrix b, Matrix c) {
        return OneThread.call(() -> {
            int rank = a.columns();
            INDArray first = upload(b).reshape(b.rows(), 1, rank);
            INDArray second = upload(c).reshape(1, c.rows(), rank);
            // Pairs of rows, multiplied entry by entry: (n1 n2) x rank.
            INDArray pairs = first.mul(second).reshape((long) b.rows() * c.rows(), rank);
            INDArray left = upload(a);
            double[] tensor = rowMajor(left.mmul(pairs.transpose()));
            closeAll(first, second, pairs, left);
            return tensor;
        });
    }

    @Override
    public double[] turned(double[] tensor, Matrix a, Matrix b, Matrix c) {
        return OneThread.call(() -> {
            INDArray whole = Nd4j.create(tensor, new long[] {a.columns(), b.columns(), c.columns()}, 'c');
            INDArray turned = whole;
            // Each step takes the first axis away and puts the new one last, so that after three all are back in place.
            for (Matrix matrix : new Matrix[] {a, b, c}) {
                INDArray factor = upload(matrix);
                INDArray next = Nd4j.tensorMmul(turned, factor, new int[][] {{0}, {1}});
                closeAll(turned, factor);
                turned = next;
            }
            double[] values = rowMajor(turned);
            closeAll(turned);
            return values;
        });
    }

    @Override
    public Matrix unfolded(double[] tensor, int[] shape, int axis) {
        return OneThread.call(() -> {
            INDArray whole = Nd4j.create(tensor, new long[] {shape[0], shape[1], shape[2]}, 'c');
            int[] order = axis == 0 ? new int[] {0, 1, 2} : axis == 1 ? new int[] {1, 0, 2} : new int[] {2, 0, 1};
            double[] values = rowMajor(whole.permute(order));
            closeAll(whole);
            return Matrix.wrap(shape[axis], tensor.length / Math.max(1, shape[axis]), values);
        });
    }

    /** The numbers in the order of the axes, whatever the order in memory. */
    private static double[] rowMajor(INDArray array) {
        INDArray copy = array.dup('c');
        double[] values = copy.data().asDouble();
        copy.close();
        return values;
    }

    private static void closeAll(INDArray... arrays) {
        for (INDArray array : arrays) {
            if (array.closeable()) {
                array.close();
            }
        }
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
