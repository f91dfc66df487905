package org.assay.analysis.probe;

import org.assay.analysis.linalg.Contraction;
import org.assay.datasets.matrix.Matrix;

/**
 * A fitted read-out {@code y = a + x B}, in the coordinates of the features as they come.
 *
 * @param coefficients B, width x m; zero for columns that are not used
 * @param intercept    a, m
 * @param ridge        in units of the variance of a standardised feature
 */
public record LinearReadout(Matrix coefficients, double[] intercept, double ridge) {
    /** What is read out of these features, rows x m. */
    public Matrix apply(Matrix features) {
        Matrix predicted = Contraction.times(features, coefficients);
        for (int i = 0; i < predicted.values().length; i++) {
            predicted.values()[i] += intercept[i % intercept.length];
        }
        return predicted;
    }
}
