package org.assay.analysis.subspace;

import org.assay.datasets.matrix.Matrix;

/** Rows about their weighted mean. */
final class Centred {
    private static final double SUM_TOLERANCE = 1e-9;

    private Centred() {}

    /** The mean under weights that must sum to 1. */
    static double[] mean(Matrix rows, double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        if (!(Math.abs(total - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("weights must sum to 1, got " + total);
        }
        return rows.leftTimes(weights);
    }

    static Matrix about(double[] mean, Matrix rows) {
        double[] values = rows.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean[i % mean.length];
        }
        return Matrix.wrap(rows.rows(), rows.columns(), values);
    }
}
