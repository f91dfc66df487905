package org.assay.analysis.metric;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;

/**
 * How much of a belief a label tells: the share of the variance of a target that lies between labels, {@code 1 - sum_r w_r
 * |y_r - mean of the label of r|^2 / sum_r w_r |y_r - mean|^2}, all columns together. In sample: as many means as labels are fitted to
 * the rows that are scored, so labels must be few beside rows. 1 where the label says all, 0 where labels have nothing to do with
 * the target.
 */
public final class LabelR2 {
    private LabelR2() {}

    /**
     * @param labels  of the rows, from 0
     * @param target  n x m
     * @param weights n, not negative
     * @throws ArithmeticException when the target does not vary
     */
    public static double of(int[] labels, Matrix target, double[] weights) {
        if (labels.length != target.rows()) {
            throw new IllegalArgumentException(
                    "the target has " + target.rows() + " rows, but " + labels.length + " are labelled");
        }
        int count = Arrays.stream(labels).max().orElse(0) + 1;
        int columns = target.columns();
        double[][] means = new double[count][columns];
        double[] totals = new double[count];
        for (int row = 0; row < labels.length; row++) {
            totals[labels[row]] += weights[row];
            for (int c = 0; c < columns; c++) {
                means[labels[row]][c] += weights[row] * target.get(row, c);
            }
        }
        Matrix predicted = Matrix.zeros(labels.length, columns);
        for (int row = 0; row < labels.length; row++) {
            for (int c = 0; c < columns && totals[labels[row]] > 0; c++) {
                predicted.set(row, c, means[labels[row]][c] / totals[labels[row]]);
            }
        }
        return ReadoutR2.of(target, predicted, weights);
    }
}
