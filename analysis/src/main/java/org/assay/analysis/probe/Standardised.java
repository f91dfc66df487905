package org.assay.analysis.probe;

import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;

/**
 * Features at mean 0 and variance 1 over the rows fitted on; columns that do not vary there are dropped.
 *
 * @param kept  indices of the columns that vary, rising
 * @param mean  of the kept columns
 * @param scale standard deviations of the kept columns
 */
record Standardised(int[] kept, double[] mean, double[] scale) {
    /** A column whose deviation is this small beside its mean holds nothing but rounding. */
    private static final double CONSTANT = 1e-9;

    static Standardised of(Matrix features, int[] rows, double[] weights) {
        int d = features.columns();
        double[] mean = new double[d];
        double[] variance = new double[d];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < d; c++) {
                mean[c] += weights[i] * features.values()[rows[i] * d + c];
            }
        }
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < d; c++) {
                double deviation = features.values()[rows[i] * d + c] - mean[c];
                variance[c] += weights[i] * deviation * deviation;
            }
        }
        int[] kept = IntStream.range(0, d)
                .filter(c -> Math.sqrt(variance[c]) > CONSTANT * Math.abs(mean[c]))
                .toArray();
        return new Standardised(
                kept,
                IntStream.of(kept).mapToDouble(c -> mean[c]).toArray(),
                IntStream.of(kept).mapToDouble(c -> Math.sqrt(variance[c])).toArray());
    }

    /** Some of the kept columns, by their places among them. */
    Standardised select(int[] places) {
        return new Standardised(
                IntStream.of(places).map(k -> kept[k]).toArray(),
                IntStream.of(places).mapToDouble(k -> mean[k]).toArray(),
                IntStream.of(places).mapToDouble(k -> scale[k]).toArray());
    }

    /** These rows of the features, standardised: rows x kept. */
    Matrix apply(Matrix features, int[] rows) {
        Matrix standardised = Matrix.zeros(rows.length, kept.length);
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < kept.length; c++) {
                double value = features.values()[rows[i] * features.columns() + kept[c]];
                standardised.values()[i * kept.length + c] = (value - mean[c]) / scale[c];
            }
        }
        return standardised;
    }
}
