package org.assay.analysis.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.analysis.experiment.ProcessResult.Attention;
import org.assay.analysis.experiment.ProcessResult.Plateau;
import org.assay.analysis.experiment.ProcessResult.Simplex;

/**
 * What one replicate measured on one language: the value of a stage, written to disk and read back.
 *
 * @param values   every score of this replicate, in the order of the table
 * @param rules    excess rule by rule; empty for processes without rules
 * @param floor    mean entropy of the true law over the held-out contexts, nats per token
 * @param loss     expected cross-entropy of the network on them: floor + mean KL(truth || network)
 * @param plateaus expected cross-entropy of restricted predictors on them
 * @param program  canonical text of the fitted program
 * @param checks   facts that must hold by construction, with what was found when they do not
 */
record Measurement(
        List<Value> values,
        List<RuleValue> rules,
        double floor,
        double loss,
        List<Plateau> plateaus,
        List<Attention> attention,
        Optional<Simplex> simplex,
        String program,
        Map<String, String> checks) {

    /**
     * One score of one replicate; see {@link org.assay.analysis.metric.Score}.
     *
     * @param formula in words, with its source
     * @param inputs  what it was computed from
     */
    record Value(
            String method,
            String control,
            String site,
            String target,
            String score,
            double value,
            String unit,
            String formula,
            Map<String, String> inputs) {}

    /** Share of the held-out rows on which a rule wins, and KL(truth || network) there, trained and untrained. */
    record RuleValue(String rule, String kind, double share, double excess, double untrained) {}
}
