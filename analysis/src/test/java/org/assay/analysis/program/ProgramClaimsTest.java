package org.assay.analysis.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.fit.rule.RuleShares;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

class ProgramClaimsTest {
    private static final ContextSet ROWS =
            ContextSet.everyPosition(new int[][] {{0, 1, 2, 3, 0}, {2, 3, 3, 2, 0}}, 0);

    @Test
    void a_label_below_rule_is_a_claim_where_it_is_active() {
        Program program = SmallProgram.program();
        List<ClaimedRule> claims = ProgramClaims.of(program);
        assertThat(claims).extracting(ClaimedRule::name).containsExactly("bigram:a", "else", "trigram:c:d");
        assertThat(claims).extracting(ClaimedRule::kind).containsExactly("bigram", "else", "trigram");
        NextTokenTable laws = Interpreter.of(program, "program").next(ROWS);
        assertThat(claims.get(0).emission().on(ROWS).shares()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 0, 1);
        RuleShares trigram = claims.get(2).emission().on(ROWS);
        assertThat(trigram.shares()).containsExactly(0, 0, 0, 1, 0, 0, 1, 0, 0, 0);
        assertThat(trigram.laws().row(3)).isEqualTo(laws.probabilities().row(3));
        assertThat(trigram.laws().row(0)).containsOnly(0);
    }

    /** Where two apply each has half a share, and the law that it would give alone. */
    @Test
    void rules_that_apply_together_share() {
        String both = SmallProgram.TEXT.replace("when {+D +back:C} >= 2", "when {+A} >= 1");
        Program program = ProgramParser.parse(both, "both");
        Program alone = ProgramParser.parse(both.replace("add {bigram:a}", "add {A}"), "alone");
        RuleShares trigram = ProgramClaims.of(program).get(2).emission().on(ROWS);
        assertThat(trigram.shares()).containsExactly(.5, 0, 0, 0, .5, 0, 0, 0, 0, .5);
        assertThat(trigram.laws().row(4))
                .isEqualTo(Interpreter.of(alone, "alone").next(ROWS).probabilities().row(4));
    }

    @Test
    void a_program_without_such_labels_claims_nothing() {
        assertThat(ProgramClaims.of(ProgramParser.parse("vocab a b\nlabel A\ntoken a -> A", "small")))
                .isEmpty();
    }
}
