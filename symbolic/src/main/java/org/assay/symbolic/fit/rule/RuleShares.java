package org.assay.symbolic.fit.rule;

import org.assay.datasets.matrix.Matrix;

/**
 * What one rule does at every row of a context set: its extension, soft, and its law there.
 *
 * @param shares for each row the probability that the rule emits the next token, between 0 and 1
 * @param laws   rows x vocabulary: the law of the token when it does, summing to 1; zeros where the share is 0
 */
public record RuleShares(double[] shares, Matrix laws) {
    public RuleShares {
        if (shares.length != laws.rows()) {
            throw new IllegalArgumentException(shares.length + " shares for " + laws.rows() + " laws");
        }
    }
}
