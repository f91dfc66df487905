package org.assay.analysis.probe;

import java.util.Locale;
import org.assay.analysis.metric.Clusters;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.metric.ReadoutR2;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * A target as it was read out on held-out rows.
 *
 * @param truth          held-out rows x columns of the target
 * @param predicted      the same, as read out; rows of a law sum to 1 but entries may leave [0, 1]
 * @param weights        of the held-out rows, summing to 1
 * @param ridge          in units of the variance of a standardised feature
 * @param features       how many features were used
 * @param dropped        how many were dropped because they do not vary over the rows fitted on
 * @param uniquePrefixes how many different contexts were fitted on
 */
public record Readout(
        Matrix truth, Matrix predicted, double[] weights, double ridge, int features, int dropped, int uniquePrefixes) {

    /** R2 over all columns together, on the held-out rows about their own mean; see {@link ReadoutR2}. */
    public double r2() {
        return ReadoutR2.of(truth, predicted, weights);
    }

    /** R2 with its bootstrap interval. */
    public Interval r2(Clusters heldOut, Seed seed) {
        return ReadoutR2.interval(truth, predicted, weights, heldOut, seed);
    }

    /** The mean squared error over rows and columns. */
    public double meanSquaredError() {
        double sum = 0;
        for (int r = 0; r < truth.rows(); r++) {
            for (int c = 0; c < truth.columns(); c++) {
                double miss = truth.get(r, c) - predicted.get(r, c);
                sum += weights[r] * miss * miss;
            }
        }
        return sum / truth.columns();
    }

    /** How it was read out, for a derivation. */
    public String statement() {
        return String.format(
                Locale.ROOT,
                "weighted least squares with intercept from %d standardised features (%d constant ones dropped),"
                        + " %d different contexts fitted on, ridge %.0e",
                features,
                dropped,
                uniquePrefixes,
                ridge);
    }
}
