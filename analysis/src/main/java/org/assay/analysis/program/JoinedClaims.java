package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.fit.rule.RuleShares;

/**
 * Claims as coarse as the true rules they are compared with: all that is claimed of the inside of brackets, content and closing
 * of every span, is one claim, as it is one {@link TrueRule}.
 */
final class JoinedClaims {
    private static final Set<String> INSIDE_BRACKETS = Set.of("bracket-content", "bracket-close");

    private JoinedClaims() {}

    /** {@code claims} in order, those of brackets as one at the end. */
    static List<ClaimedRule> of(List<ClaimedRule> claims) {
        List<ClaimedRule> joined = new ArrayList<>();
        List<ClaimedRule> inside = new ArrayList<>();
        for (ClaimedRule claim : claims) {
            (INSIDE_BRACKETS.contains(claim.kind()) ? inside : joined).add(claim);
        }
        if (!inside.isEmpty()) {
            List<String> labels =
                    inside.stream().flatMap(claim -> claim.labels().stream()).toList();
            String says = String.join("; ", inside.stream().map(ClaimedRule::says).toList());
            joined.add(new ClaimedRule(
                    TrueRule.BRACKETS, TrueRule.BRACKETS, says, labels, contexts -> together(inside, contexts)));
        }
        return joined;
    }

    /** The shares of all summed, and their laws by their shares. */
    private static RuleShares together(List<ClaimedRule> claims, ContextSet contexts) {
        double[] shares = new double[contexts.rows()];
        Matrix laws = null;
        for (ClaimedRule claim : claims) {
            RuleShares its = claim.emission().on(contexts);
            int tokens = its.laws().columns();
            laws = laws == null ? Matrix.zeros(contexts.rows(), tokens) : laws;
            for (int i = 0; i < laws.values().length; i++) {
                laws.values()[i] += its.shares()[i / tokens] * its.laws().values()[i];
            }
            for (int row = 0; row < shares.length; row++) {
                shares[row] += its.shares()[row];
            }
        }
        for (int i = 0; i < laws.values().length; i++) {
            double share = shares[i / laws.columns()];
            laws.values()[i] = share > 0 ? laws.values()[i] / share : 0;
        }
        return new RuleShares(shares, laws);
    }
}
