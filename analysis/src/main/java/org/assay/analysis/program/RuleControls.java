package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/** Claims that must not be found true, or not by much, beside those that are judged. */
public final class RuleControls {
    private RuleControls() {}

    /** The same claims about other contexts: their rows permuted at random, all in the same way. */
    public static List<ClaimedRule> shuffled(List<ClaimedRule> claims, Seed seed) {
        List<ClaimedRule> shuffled = new ArrayList<>();
        for (ClaimedRule claim : claims) {
            int[] from = seed.draws().nextPermutation(claim.shares().length);
            double[] shares = new double[from.length];
            for (int row = 0; row < from.length; row++) {
                shares[row] = claim.shares()[from[row]];
            }
            IntFunction<double[]> law = row -> claim.law().apply(from[row]);
            shuffled.add(new ClaimedRule(claim.name(), claim.kind(), shares, law));
        }
        return shuffled;
    }

    /**
     * One claim for each last token: what a bigram knows.
     *
     * @param laws of a bigram model at every row of {@code contexts}
     */
    public static List<ClaimedRule> bigrams(ContextSet contexts, Vocabulary vocabulary, NextTokenTable laws) {
        double[][] shares = new double[vocabulary.size()][contexts.rows()];
        for (int row = 0; row < contexts.rows(); row++) {
            shares[contexts.sequence(contexts.rowSequence(row))[contexts.rowPosition(row)]][row] = 1;
        }
        IntFunction<double[]> law = row -> laws.probabilities().row(row);
        List<ClaimedRule> claims = new ArrayList<>();
        for (int token = 0; token < shares.length; token++) {
            claims.add(new ClaimedRule("bigram:" + vocabulary.token(token), "bigram", shares[token], law));
        }
        return claims;
    }
}
