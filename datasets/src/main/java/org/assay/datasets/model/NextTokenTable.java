package org.assay.datasets.model;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.ContentHash;

/**
 * A next-token law for every row of a context set: not negative, each row summing to 1 within 1e-6.
 *
 * @param contexts      id of the context set whose rows these are
 * @param probabilities rows = contexts, columns = vocabulary
 */
public record NextTokenTable(ContentHash contexts, Matrix probabilities) {
    private static final double SUM_TOLERANCE = 1e-6;

    public NextTokenTable {
        double[] values = probabilities.values();
        int columns = probabilities.columns();
        for (int r = 0; r < probabilities.rows(); r++) {
            double sum = 0;
            for (int v = 0; v < columns; v++) {
                double p = values[r * columns + v];
                if (!(p >= 0)) {
                    throw new ArithmeticException(
                            "next-token law of row " + r + " gives token " + v + " probability " + p);
                }
                sum += p;
            }
            if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw new ArithmeticException("next-token law of row " + r + " sums to " + sum + ", not 1");
            }
        }
    }

    public int rows() {
        return probabilities.rows();
    }

    public int vocabularySize() {
        return probabilities.columns();
    }

    /** p(token | row). */
    public double get(int row, int token) {
        return probabilities.get(row, token);
    }
}
