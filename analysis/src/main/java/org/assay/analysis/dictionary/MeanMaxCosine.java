package org.assay.analysis.dictionary;

import org.assay.datasets.matrix.Matrix;

/**
 * How well known directions are among learned ones: for each known one the greatest cosine with a learned one, and of these the mean
 * (MMCS). 1 when all are there. Learned directions that match nothing, or match twice, cost nothing.
 */
public final class MeanMaxCosine {
    private MeanMaxCosine() {}

    /**
     * @param learned M x D, no row all 0
     * @param known   K x D, no row all 0
     */
    public static double of(Matrix learned, Matrix known) {
        if (learned.rows() == 0 || known.rows() == 0) {
            throw new IllegalArgumentException(
                    "cosines need directions on both sides, got " + learned + " and " + known);
        }
        Matrix inner = known.times(learned.transpose());
        double[] learnedNorms = norms(learned);
        double[] knownNorms = norms(known);
        double sum = 0;
        for (int k = 0; k < known.rows(); k++) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (int m = 0; m < learned.rows(); m++) {
                greatest = Math.max(greatest, inner.get(k, m) / (knownNorms[k] * learnedNorms[m]));
            }
            sum += greatest;
        }
        return sum / known.rows();
    }

    private static double[] norms(Matrix rows) {
        double[] norms = new double[rows.rows()];
        for (int r = 0; r < norms.length; r++) {
            for (double value : rows.row(r)) {
                norms[r] += value * value;
            }
            norms[r] = Math.sqrt(norms[r]);
            if (!(norms[r] > 0)) {
                throw new ArithmeticException("direction " + r + " has length " + norms[r]);
            }
        }
        return norms;
    }
}
