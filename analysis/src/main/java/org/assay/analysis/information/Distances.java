package org.assay.analysis.information;

import org.assay.datasets.matrix.Matrix;

/** Euclidean distances within a block, in units of its root total variance; of equal rows exactly 0. */
final class Distances {
    private Distances() {}

    /** The sum over columns of the variance about the mean, rows weighing the same. */
    static double totalVariance(Matrix samples) {
        double sum = 0;
        for (int c = 0; c < samples.columns(); c++) {
            double[] column = samples.column(c);
            double mean = 0;
            for (double value : column) {
                mean += value;
            }
            mean /= column.length;
            for (double value : column) {
                sum += (value - mean) * (value - mean);
            }
        }
        return sum / samples.rows();
    }

    /** From row {@code from} of {@code a} to every row of {@code b}, divided by {@code unit}, into {@code to}. */
    static void fromRow(Matrix a, int from, Matrix b, double unit, double[] to) {
        int d = a.columns();
        double[] left = a.values();
        double[] right = b.values();
        for (int m = 0; m < b.rows(); m++) {
            double sum = 0;
            for (int c = 0; c < d; c++) {
                double difference = left[from * d + c] - right[m * d + c];
                sum += difference * difference;
            }
            to[m] = Math.sqrt(sum) / unit;
        }
    }

    /** Refuses blocks of different numbers of samples, blocks without columns, and numbers that are not finite. */
    static void require(Iterable<Matrix> blocks, int rows, String role) {
        int index = 0;
        for (Matrix block : blocks) {
            if (block.rows() != rows || block.columns() == 0) {
                throw new IllegalArgumentException(
                        role + " of block " + index + " must be " + rows + " x (1 or more), got " + block);
            }
            double[] values = block.values();
            for (int i = 0; i < values.length; i++) {
                if (!Double.isFinite(values[i])) {
                    throw new ArithmeticException(role + " of block " + index + ": row " + i / block.columns()
                            + ", coordinate " + i % block.columns() + " is " + values[i]);
                }
            }
            index++;
        }
    }
}
