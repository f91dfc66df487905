package org.assay.analysis.circuit;

/**
 * A skip-trigram as a head holds it: after anchor ... trigger it adds this much to the logit of the output.
 *
 * @param anchor  token id attended to
 * @param trigger token id that attends, the current one
 * @param output  token id whose logit changes
 * @param logits  positive raises it, negative suppresses it
 */
public record SkipRule(int anchor, int trigger, int output, double logits) {
    public SkipRule {
        if (anchor < 0 || trigger < 0 || output < 0 || !Double.isFinite(logits)) {
            throw new IllegalArgumentException("a rule needs token ids from 0 and a finite effect, got " + anchor + ", "
                    + trigger + ", " + output + ", " + logits);
        }
    }
}
