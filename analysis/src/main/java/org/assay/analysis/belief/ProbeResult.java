package org.assay.analysis.belief;

import java.util.Locale;
import java.util.OptionalDouble;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.probe.FeatureBasis;
import org.assay.analysis.probe.LinearReadout;
import org.assay.datasets.matrix.Matrix;

/**
 * One target as it was read out of one set of features.
 *
 * @param features       name of the features
 * @param target         what was read
 * @param split          what the two sides may share
 * @param weighting      of the rows, in the fit and in {@code r2} and {@code mse}
 * @param r2             share of the target's variance on the rows scored, with its bootstrap interval
 * @param r2Uniform      the same predictions with every prefix weighing the same
 * @param mse            mean squared error over rows and columns
 * @param mseUniform     the same with every prefix weighing the same
 * @param distance       squared correlation of the distances between predictions with the distances between targets, over pairs of
 *                       rows scored; empty where there are too few to vary
 * @param basis          which columns were used, and why not the others
 * @param guard          whether the score can be believed
 * @param prefixesScored different prefixes scored
 * @param readout        the map that was fitted
 * @param predicted      rows scored x columns of the target, as read out
 */
public record ProbeResult(
        String features,
        ProbeTarget target,
        ProbeSplit.Kind split,
        BeliefRows.Weighting weighting,
        Interval r2,
        double r2Uniform,
        double mse,
        double mseUniform,
        OptionalDouble distance,
        FeatureBasis basis,
        FeatureGuard guard,
        int prefixesScored,
        LinearReadout readout,
        Matrix predicted) {

    /** How it was read out, for a derivation. */
    public String statement() {
        return String.format(
                Locale.ROOT,
                "weighted least squares with intercept, %s, ridge %.0e; %s; %s; %d different prefixes scored",
                weighting.words(),
                readout.ridge(),
                basis.statement(),
                guard.statement(),
                prefixesScored);
    }
}
