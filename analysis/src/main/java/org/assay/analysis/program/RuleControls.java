package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.fit.rule.RuleShares;

/** Claims that must not be found true, or not by much, beside those that are judged. */
public final class RuleControls {
    private RuleControls() {}

    /** The same claims about other contexts: their rows permuted at random, each claim's in its own way. */
    public static List<ClaimedRule> shuffled(List<ClaimedRule> claims, Seed seed) {
        List<ClaimedRule> shuffled = new ArrayList<>();
        for (ClaimedRule claim : claims) {
            ClaimedRule.Emission elsewhere = contexts -> {
                RuleShares shares = claim.emission().on(contexts);
                int[] from = seed.child(claim.name()).draws().nextPermutation(contexts.rows());
                double[] permuted = new double[from.length];
                for (int row = 0; row < from.length; row++) {
                    permuted[row] = shares.shares()[from[row]];
                }
                return new RuleShares(permuted, shares.laws().selectRows(from));
            };
            shuffled.add(new ClaimedRule(claim.name(), claim.kind(), claim.says(), claim.labels(), elsewhere));
        }
        return shuffled;
    }

    /**
     * One claim for each last token: all that a bigram knows.
     *
     * @param bigram answers by the last token
     */
    public static List<ClaimedRule> bigrams(SequenceModel bigram) {
        Vocabulary vocabulary = bigram.vocabulary();
        List<ClaimedRule> claims = new ArrayList<>();
        for (int token = 0; token < vocabulary.size(); token++) {
            int last = token;
            String name = "bigram:" + vocabulary.token(token);
            claims.add(
                    new ClaimedRule(name, "token-bigram", name, List.of(), contexts -> after(last, bigram, contexts)));
        }
        return claims;
    }

    private static RuleShares after(int token, SequenceModel bigram, ContextSet contexts) {
        double[] shares = new double[contexts.rows()];
        Matrix laws = Matrix.zeros(contexts.rows(), bigram.vocabulary().size());
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < shares.length; row++) {
            if (contexts.sequence(contexts.rowSequence(row))[contexts.rowPosition(row)] == token) {
                shares[row] = 1;
                rows.add(row);
            }
        }
        if (!rows.isEmpty()) {
            int[] selected = rows.stream().mapToInt(Integer::intValue).toArray();
            Matrix there = bigram.next(contexts.select(selected)).probabilities();
            for (int i = 0; i < selected.length; i++) {
                System.arraycopy(there.row(i), 0, laws.values(), selected[i] * laws.columns(), laws.columns());
            }
        }
        return new RuleShares(shares, laws);
    }
}
