package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.fit.rule.RuleShares;

/**
 * Claims as coarse as the true rules that they are compared with. Brackets are one {@link TrueRule}, and a program speaks of them
 * in pieces, how a span goes on after which token and when it closes; so the claims that lie within brackets are one claim, of
 * all that the program says there. It must cover brackets and say what is so like any other.
 */
final class JoinedClaims {
    private JoinedClaims() {}

    /** {@code claims} in order, those for which {@code inside} holds as one at the end. */
    static List<ClaimedRule> of(List<ClaimedRule> claims, boolean[] inside) {
        List<ClaimedRule> joined = new ArrayList<>();
        List<ClaimedRule> members = new ArrayList<>();
        for (int claim = 0; claim < inside.length; claim++) {
            (inside[claim] ? members : joined).add(claims.get(claim));
        }
        if (members.size() < 2) {
            return claims;
        }
        String name = members.get(0).name() + " and " + (members.size() - 1) + " more";
        joined.add(together(name, TrueRule.BRACKETS, members));
        return joined;
    }

    /** {@code members} as one claim. */
    static ClaimedRule together(String name, String kind, List<ClaimedRule> members) {
        if (members.size() == 1) {
            return members.get(0);
        }
        List<String> labels =
                members.stream().flatMap(claim -> claim.labels().stream()).toList();
        String says = String.join("; ", members.stream().map(ClaimedRule::says).toList());
        return new ClaimedRule(name, kind, says, labels, contexts -> together(members, contexts));
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
        for (int row = 0; row < shares.length; row++) {
            // Claims that overlap may have more than the whole together.
            shares[row] = Math.min(1, shares[row]);
        }
        return new RuleShares(shares, laws);
    }
}
