package org.assay.analysis.tensor;

import java.util.List;
import org.assay.analysis.linalg.Contraction;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;

/**
 * Numbers over three axes, called 0, 1 and 2.
 *
 * @param entries an array of three axes
 */
public record ThirdOrderTensor(NamedArray entries) {
    public ThirdOrderTensor {
        if (entries.shape().length != 3) {
            throw new IllegalArgumentException("a tensor of three axes is needed, got " + entries);
        }
        for (int i = 0; i < entries.values().length; i++) {
            if (!Double.isFinite(entries.values()[i])) {
                throw new ArithmeticException("entry " + i + " of " + entries + " is " + entries.values()[i]);
            }
        }
    }

    /** Zeros and whatever is added; the axes are called by their numbers. */
    static ThirdOrderTensor wrap(int first, int second, int third, double... values) {
        return new ThirdOrderTensor(NamedArray.of(List.of("0", "1", "2"), new int[] {first, second, third}, values));
    }

    /**
     * {@code sum_r weights[r] a_r x b_r x c_r}.
     *
     * @param factors for each axis a matrix of its extent x components, whose columns are the vectors
     */
    public static ThirdOrderTensor ofComponents(double[] weights, List<Matrix> factors) {
        Matrix weighted = Matrix.zeros(factors.get(0).rows(), weights.length);
        for (int i = 0; i < weighted.rows(); i++) {
            for (int r = 0; r < weights.length; r++) {
                weighted.set(i, r, weights[r] * factors.get(0).get(i, r));
            }
        }
        double[] values = Contraction.components(weighted, factors.get(1), factors.get(2));
        return wrap(weighted.rows(), factors.get(1).rows(), factors.get(2).rows(), values);
    }

    /** Extent of one axis. */
    public int extent(int axis) {
        return entries.shape()[axis];
    }

    public double at(int i, int j, int k) {
        return entries.at(i, j, k);
    }

    /** Square root of the sum of squares. */
    public double norm() {
        double sum = 0;
        for (double value : entries.values()) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** {@code |this - other| / |this|}; 0 / 0 counts as 0. */
    public double relativeDistance(ThirdOrderTensor other) {
        double sum = 0;
        for (int i = 0; i < entries.values().length; i++) {
            double difference = entries.values()[i] - other.entries.values()[i];
            sum += difference * difference;
        }
        return sum == 0 ? 0 : Math.sqrt(sum) / norm();
    }

    /** The entries from {@code from} to before {@code to} of each axis. */
    public ThirdOrderTensor part(int[] from, int[] to) {
        int rows = to[0] - from[0];
        int columns = to[1] - from[1];
        int deep = to[2] - from[2];
        double[] values = new double[rows * columns * deep];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int at = ((from[0] + i) * extent(1) + from[1] + j) * extent(2) + from[2];
                System.arraycopy(entries.values(), at, values, (i * columns + j) * deep, deep);
            }
        }
        return wrap(rows, columns, deep, values);
    }

    /** Rows are {@code axis}, columns the two others in rising order, the last of them fastest. */
    public Matrix unfolded(int axis) {
        return Contraction.unfolded(entries.values(), entries.shape(), axis);
    }

    /** The inverse of {@link #unfolded}, for a tensor of this shape but for the extent of {@code axis}. */
    private ThirdOrderTensor folded(int axis, Matrix unfolded) {
        int[] shape = entries.shape();
        shape[axis] = unfolded.rows();
        double[] values = new double[unfolded.values().length];
        for (int n = 0; n < values.length; n++) {
            values[n] = unfolded.values()[unfoldedIndex(n, axis, shape)];
        }
        return wrap(shape[0], shape[1], shape[2], values);
    }

    private static int unfoldedIndex(int n, int axis, int... shape) {
        int i = n / (shape[1] * shape[2]);
        int j = n / shape[2] % shape[1];
        int k = n % shape[2];
        return switch (axis) {
            case 0 -> n;
            case 1 -> (j * shape[0] + i) * shape[2] + k;
            case 2 -> (k * shape[0] + i) * shape[1] + j;
            default -> throw new IllegalArgumentException("axis must be 0, 1 or 2, got " + axis);
        };
    }

    /** All three axes multiplied by a matrix each, of new extent x extent. */
    public ThirdOrderTensor times(Matrix first, Matrix second, Matrix third) {
        double[] values = Contraction.turned(entries.values(), first, second, third);
        return wrap(first.rows(), second.rows(), third.rows(), values);
    }

    /** {@code sum_r A[i,r] B[j,r] C[k,r]}. */
    public static ThirdOrderTensor ofComponents(Matrix first, Matrix second, Matrix third) {
        return wrap(first.rows(), second.rows(), third.rows(), Contraction.components(first, second, third));
    }

    /**
     * Every vector along {@code axis} multiplied by a matrix.
     *
     * @param matrix new extent x extent
     */
    public ThirdOrderTensor times(int axis, Matrix matrix) {
        return folded(axis, Contraction.times(matrix, unfolded(axis)));
    }
}
