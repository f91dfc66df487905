package org.assay.analysis.program;

import java.util.function.IntFunction;

/**
 * A rule that an explanation claims to have found, on the rows of one context set.
 *
 * @param name   unique among the claims
 * @param kind   in the words of the explanation
 * @param shares for each row the probability that the rule emits the next token, in [0, 1]; 0 or 1 for an explanation that knows
 *               only whether a rule applies
 * @param law    for a row of positive share the rule's own next-token law
 */
public record ClaimedRule(String name, String kind, double[] shares, IntFunction<double[]> law) {
    public ClaimedRule {
        for (int row = 0; row < shares.length; row++) {
            if (!(shares[row] >= 0 && shares[row] <= 1)) {
                throw new IllegalArgumentException(
                        "the share of rule '" + name + "' in row " + row + " must be in [0, 1], got " + shares[row]);
            }
        }
    }
}
