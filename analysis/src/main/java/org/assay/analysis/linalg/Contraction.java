package org.assay.analysis.linalg;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Products of float64 matrices: weighted Gram matrices {@code X'WX}, weighted cross products {@code X'WY}, plain
 * products, pairwise squared distances, and tensors of three axes made, turned and unfolded. Large products go to ND4J on one thread, small ones and all of them where
 * ND4J has no native build (Apple silicon, for one) to plain Java; which of the two is decided by the size alone, so
 * results repeat bit for bit on one machine. The two routes agree to rounding.
 */
public final class Contraction {
    /** Multiplications from which a native call pays for the copy out of the heap, and for starting the library. */
    private static final long NATIVE_FROM = 100_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Contraction.class);
    private static final Products PLAIN = new PlainProducts();

    private Contraction() {}

    /**
     * {@code X'WX}, exactly symmetric.
     *
     * @param x       n x d
     * @param weights n, not negative
     * @return d x d
     */
    public static Matrix gram(Matrix x, double[] weights) {
        requireWeights(x, weights);
        Matrix scaled = scaleRows(x, weights, true);
        Matrix gram = productsFor(x.rows(), x.columns(), x.columns()).gram(scaled);
        return finite(gram, "weighted Gram matrix", scaled);
    }

    /**
     * {@code X'WY}.
     *
     * @param x       n x d
     * @param weights n, not negative
     * @param y       n x m
     * @return d x m
     */
    public static Matrix cross(Matrix x, double[] weights, Matrix y) {
        requireWeights(x, weights);
        if (y.rows() != x.rows()) {
            throw new IllegalArgumentException(
                    "a cross product needs as many rows on both sides, got " + x.rows() + " and " + y.rows());
        }
        Matrix scaled = scaleRows(y, weights, false);
        Matrix cross = productsFor(x.rows(), x.columns(), y.columns()).cross(x, scaled);
        return finite(cross, "weighted cross product", x, scaled);
    }

    /** {@code AB}. */
    public static Matrix times(Matrix a, Matrix b) {
        if (a.columns() != b.rows()) {
            throw new IllegalArgumentException(
                    "cannot multiply " + a.rows() + " x " + a.columns() + " by " + b.rows() + " x " + b.columns());
        }
        return finite(productsFor(a.rows(), a.columns(), b.columns()).times(a, b), "matrix product", a, b);
    }

    /**
     * Squared Euclidean distances between the rows of a and the rows of b, by {@code |a|^2 + |b|^2 - 2ab}: good to
     * about 1e-15 of the squared norms, never negative.
     *
     * @param a n x d
     * @param b m x d
     * @return n x m
     */
    public static Matrix squaredDistances(Matrix a, Matrix b) {
        Matrix distances = times(a, b.transpose());
        double[] left = squaredNorms(a);
        double[] right = squaredNorms(b);
        double[] values = distances.values();
        int m = b.rows();
        for (int r = 0; r < a.rows(); r++) {
            for (int c = 0; c < m; c++) {
                values[r * m + c] = Math.max(0, left[r] + right[c] - 2 * values[r * m + c]);
            }
        }
        return distances;
    }

    /**
     * {@code T[i,j,k] = sum_r A[i,r] B[j,r] C[k,r]}, row-major.
     *
     * @param a n0 x R
     * @param b n1 x R
     * @param c n2 x R
     * @return n0 n1 n2 numbers
     */
    public static double[] components(Matrix a, Matrix b, Matrix c) {
        if (a.columns() != b.columns() || a.columns() != c.columns()) {
            throw new IllegalArgumentException(
                    "three matrices of as many columns make a tensor, got " + a + ", " + b + " and " + c);
        }
        int length = length(a.rows(), b.rows(), c.rows());
        double[] tensor = productsFor(length, a.columns(), 1).components(a, b, c);
        finite(Matrix.wrap(1, length, tensor), "sum of components", a, b, c);
        return tensor;
    }

    /**
     * A tensor with every axis multiplied by a matrix: {@code sum_ijk T[i,j,k] A[a,i] B[b,j] C[c,k]}, row-major.
     *
     * @param tensor n0 n1 n2 numbers
     * @param a      m0 x n0
     * @param b      m1 x n1
     * @param c      m2 x n2
     */
    public static double[] turned(double[] tensor, Matrix a, Matrix b, Matrix c) {
        if (tensor.length != length(a.columns(), b.columns(), c.columns())) {
            throw new IllegalArgumentException("a tensor of " + a.columns() + " x " + b.columns() + " x " + c.columns()
                    + " is needed, got " + tensor.length + " numbers");
        }
        double[] turned = productsFor(a.rows(), tensor.length, 1).turned(tensor, a, b, c);
        finite(Matrix.wrap(1, turned.length, turned), "turned tensor", Matrix.wrap(1, tensor.length, tensor), a, b, c);
        return turned;
    }

    /**
     * A tensor as a matrix: rows are {@code axis}, columns the two others in rising order, the last of them fastest.
     *
     * @param tensor row-major
     * @param shape  its three extents
     * @param axis   0, 1 or 2
     */
    public static Matrix unfolded(double[] tensor, int[] shape, int axis) {
        if (shape.length != 3 || axis < 0 || axis > 2 || tensor.length != length(shape)) {
            throw new IllegalArgumentException("a tensor of three axes unfolds along axis 0, 1 or 2, got axis " + axis
                    + " of " + Arrays.toString(shape) + " with " + tensor.length + " numbers");
        }
        // Nothing is multiplied, but moving numbers costs as much as a multiplication does.
        return productsFor(tensor.length, 1, 1).unfolded(tensor, shape, axis);
    }

    private static int length(int... shape) {
        return Math.multiplyExact(Math.multiplyExact(shape[0], shape[1]), shape[2]);
    }

    static Products productsFor(int rows, int inner, int columns) {
        return (double) rows * inner * columns < NATIVE_FROM ? PLAIN : Large.PRODUCTS;
    }

    private static Matrix scaleRows(Matrix matrix, double[] weights, boolean root) {
        int columns = matrix.columns();
        double[] from = matrix.values();
        double[] to = new double[from.length];
        for (int r = 0; r < weights.length; r++) {
            double factor = root ? Math.sqrt(weights[r]) : weights[r];
            for (int i = r * columns; i < (r + 1) * columns; i++) {
                to[i] = factor * from[i];
            }
        }
        return Matrix.wrap(matrix.rows(), columns, to);
    }

    private static double[] squaredNorms(Matrix matrix) {
        double[] norms = new double[matrix.rows()];
        for (int r = 0; r < norms.length; r++) {
            for (int c = 0; c < matrix.columns(); c++) {
                double value = matrix.values()[r * matrix.columns() + c];
                norms[r] += value * value;
            }
        }
        return norms;
    }

    private static void requireWeights(Matrix x, double[] weights) {
        if (weights.length != x.rows()) {
            throw new IllegalArgumentException(x.rows() + " rows need as many weights, got " + weights.length);
        }
        for (int r = 0; r < weights.length; r++) {
            if (!(weights[r] >= 0)) {
                throw new IllegalArgumentException("weight of row " + r + " must not be negative, got " + weights[r]);
            }
        }
    }

    /** The product as it is, or an error that names the first input row that is not finite. */
    static Matrix finite(Matrix product, String stage, Matrix... inputs) {
        if (firstNotFinite(product) >= 0) {
            for (Matrix input : inputs) {
                int at = firstNotFinite(input);
                if (at >= 0) {
                    throw new ArithmeticException(stage + ": the input is " + input.values()[at] + " in row "
                            + at / input.columns() + ", column " + at % input.columns());
                }
            }
            throw new ArithmeticException(stage + ": the sum overflows");
        }
        return product;
    }

    private static int firstNotFinite(Matrix matrix) {
        double[] values = matrix.values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    /** Initialised at the first large product, so that small work never starts the library. */
    private static final class Large {
        static final Products PRODUCTS = nativeOrPlain();

        private static Products nativeOrPlain() {
            try {
                return new Nd4jProducts();
            } catch (LinkageError absent) {
                LOG.warn(
                        "ND4J does not run on this machine ({}); large matrix products use plain Java, which is slower",
                        reason(absent));
                return PLAIN;
            }
        }

        private static String reason(LinkageError absent) {
            return String.valueOf(absent.getCause() == null ? absent : absent.getCause());
        }
    }
}
