package org.assay.symbolic.fit.rule;

import java.util.List;
import org.assay.symbolic.fit.FitReport;
import org.assay.symbolic.program.Program;

/**
 * A program made of rules, the rules it claims, and how they were found. At every row the shares of the claimed rules sum to at
 * most 1; what is left is answered without a claim.
 *
 * @param rules in the order in which they were found, those that decide most first
 */
public record FittedRules(Program program, List<ClaimedRule> rules, FitReport report) {
    public FittedRules {
        rules = List.copyOf(rules);
    }
}
