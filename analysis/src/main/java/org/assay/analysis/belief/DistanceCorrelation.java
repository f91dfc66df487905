package org.assay.analysis.belief;

import org.assay.datasets.matrix.Matrix;

/**
 * Whether a geometry keeps its distances: the squared correlation, over pairs of rows, of Euclidean distances in one table with those
 * in another (Shai et al. 2024, figure 7D). 1 for a rotation, shift or scaling; near 0 for tables that have nothing in common.
 */
public final class DistanceCorrelation {
    private DistanceCorrelation() {}

    /**
     * @param a      n x k
     * @param b      n x m
     * @param weights of the rows: a pair weighs the product of theirs
     * @return NaN where the distances of either do not vary
     */
    public static double of(Matrix a, Matrix b, double[] weights) {
        if (a.rows() != b.rows() || weights.length != a.rows()) {
            throw new IllegalArgumentException(
                    "distances of " + a.rows() + " rows need as many rows on the other side (" + b.rows()
                            + ") and weights (" + weights.length + ")");
        }
        double weight = 0;
        double sumA = 0;
        double sumB = 0;
        double squareA = 0;
        double squareB = 0;
        double product = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < i; j++) {
                double w = weights[i] * weights[j];
                double inA = distance(a, i, j);
                double inB = distance(b, i, j);
                weight += w;
                sumA += w * inA;
                sumB += w * inB;
                squareA += w * inA * inA;
                squareB += w * inB * inB;
                product += w * inA * inB;
            }
        }
        double varianceA = squareA / weight - sumA / weight * (sumA / weight);
        double varianceB = squareB / weight - sumB / weight * (sumB / weight);
        double covariance = product / weight - sumA / weight * (sumB / weight);
        boolean vary = varianceA > 1e-12 * squareA / weight && varianceB > 1e-12 * squareB / weight;
        return vary ? covariance * covariance / (varianceA * varianceB) : Double.NaN;
    }

    private static double distance(Matrix table, int i, int j) {
        int columns = table.columns();
        double[] values = table.values();
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double difference = values[i * columns + c] - values[j * columns + c];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
