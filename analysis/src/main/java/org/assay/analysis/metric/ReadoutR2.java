package org.assay.analysis.metric;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * The share of a target's variance that a read-out explains, all columns together: {@code 1 - sum_r w_r |y_r -
 * yhat_r|^2 / sum_r w_r |y_r - ybar|^2}, with ybar the weighted mean of the rows that are scored. On held-out rows it
 * can be negative, and lies below the variant that takes the mean of the rows fitted on (Shai et al. 2024, appendix
 * A.5, score the same ratio in sample).
 */
public final class ReadoutR2 {
    private ReadoutR2() {}

    /**
     * @param truth     n x m
     * @param predicted n x m
     * @param weights   n, not negative
     */
    public static double of(Matrix truth, Matrix predicted, double[] weights) {
        double[] sums = new double[3 + truth.columns()];
        double[][] terms = terms(truth, predicted, weights);
        for (int t = 0; t < sums.length; t++) {
            for (double term : terms[t]) {
                sums[t] += term;
            }
        }
        double r2 = ofSums(sums);
        if (!Double.isFinite(r2)) {
            throw new ArithmeticException(
                    "R2 is not defined: the target does not vary over the " + truth.rows() + " rows that are scored");
        }
        return r2;
    }

    /** With its bootstrap interval. */
    public static Interval interval(Matrix truth, Matrix predicted, double[] weights, Clusters clusters, Seed seed) {
        of(truth, predicted, weights);
        return Interval.bootstrap(terms(truth, predicted, weights), clusters, ReadoutR2::ofSums, seed);
    }

    /** Weighted sums of: residual squares, squares, one, and each column. */
    private static double[][] terms(Matrix truth, Matrix predicted, double[] weights) {
        int rows = truth.rows();
        int columns = truth.columns();
        if (predicted.rows() != rows || predicted.columns() != columns || weights.length != rows) {
            throw new IllegalArgumentException("R2 needs equal shapes and a weight for each row, got " + truth + ", "
                    + predicted + " and " + weights.length + " weights");
        }
        double[][] terms = new double[3 + columns][rows];
        for (int r = 0; r < rows; r++) {
            double residual = 0;
            double square = 0;
            for (int c = 0; c < columns; c++) {
                double y = truth.get(r, c);
                double miss = y - predicted.get(r, c);
                residual += miss * miss;
                square += y * y;
                terms[3 + c][r] = weights[r] * y;
            }
            terms[0][r] = weights[r] * residual;
            terms[1][r] = weights[r] * square;
            terms[2][r] = weights[r];
        }
        return terms;
    }

    /** NaN where the target does not vary. */
    private static double ofSums(double[] sums) {
        double total = sums[1];
        for (int c = 3; c < sums.length; c++) {
            total -= sums[c] * sums[c] / sums[2];
        }
        // What is left of the squares after subtracting the mean is rounding when it is this small.
        return total > 1e-12 * sums[1] ? 1 - sums[0] / total : Double.NaN;
    }
}
