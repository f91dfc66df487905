package org.assay.analysis.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    private static final ContextSet ROWS = ContextSet.everyPosition(new int[][] {{0, 1, 2, 3, 0}, {2, 3, 3, 2, 0}}, 0);

    @Test
    void an_expert_is_a_claim_where_its_label_is_active() {
        Program program = SmallProgram.program();
        List<ClaimedRule> claims = ProgramClaims.of(program);
        assertThat(claims).extracting(ClaimedRule::name).containsExactly("bigram:a", "else", "trigram:c:d");
        assertThat(claims).extracting(ClaimedRule::kind).containsExactly("bigram", "else", "trigram");
        assertThat(claims.get(0).emission().on(ROWS).shares()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 0, 1);
        RuleShares trigram = claims.get(2).emission().on(ROWS);
        assertThat(trigram.shares()).containsExactly(0, 0, 0, 1, 0, 0, 1, 0, 0, 0);
        assertThat(trigram.laws().get(3, 0)).isCloseTo(.9, within(1e-6));
        assertThat(trigram.laws().row(0)).containsOnly(0);
    }

    /** With votes and copies besides. */
    @Test
    void shares_times_laws_are_the_law_of_the_program() {
        Program program = ProgramParser.parse(
                SmallProgram.TEXT
                                .replace("when {+D +back:C} >= 2", "when {+A} >= 1")
                                .replace("label A\n", "label a\n")
                                .replace("-> A", "-> a")
                                .replace("+A}", "+a}")
                                .replace("{A B", "{a B")
                                .replace("weight=1 -> b=0.9", "weight=3 -> b=0.9")
                        + "expert back:* weight=2 -> itself\npredict a -> b=-1 a=2\nbias c=0.5\n",
                "both");
        double[][] sum = new double[ROWS.rows()][4];
        double[] whole = new double[ROWS.rows()];
        for (ClaimedRule claim : ProgramClaims.of(program)) {
            RuleShares shares = claim.emission().on(ROWS);
            for (int row = 0; row < sum.length; row++) {
                whole[row] += shares.shares()[row];
                for (int token = 0; token < 4; token++) {
                    sum[row][token] += shares.shares()[row] * shares.laws().get(row, token);
                }
            }
        }
        NextTokenTable laws = Interpreter.of(program, "program").next(ROWS);
        assertThat(ProgramClaims.of(program)).extracting(ClaimedRule::name).contains("back:*");
        for (int row = 0; row < sum.length; row++) {
            assertThat(whole[row]).isCloseTo(1, within(1e-12));
            assertThat(sum[row]).containsExactly(laws.probabilities().row(row), within(1e-12));
        }
    }

    @Test
    void experts_named_after_their_superlabel_are_one_claim() {
        String text = """
                vocab a b
                label rule
                label rule.odd : rule
                label rule.even : rule
                label A
                label B
                token a -> A
                token b -> B
                unit o layer 1 when {+A} >= 1 add {rule.odd}
                unit e layer 1 when {+B} >= 1 add {rule.even}
                expert rule.odd weight=1 -> b=1
                expert rule.even weight=1 -> a=0.5 b=0.5
                """;
        ContextSet rows = ContextSet.everyPosition(new int[][] {{0, 1}}, 0);
        List<ClaimedRule> claims = ProgramClaims.of(ProgramParser.parse(text, "parity"));
        assertThat(claims).extracting(ClaimedRule::name).containsExactly("rule");
        RuleShares shares = claims.get(0).emission().on(rows);
        assertThat(shares.shares()).containsExactly(1, 1);
        assertThat(shares.laws().get(0, 1)).isCloseTo(1, within(1e-6));
        assertThat(shares.laws().get(1, 1)).isCloseTo(.5, within(1e-6));
        List<ClaimedRule> apart = ProgramClaims.of(ProgramParser.parse(text.replace("rule.even", "even"), "apart"));
        assertThat(apart).extracting(ClaimedRule::name).containsExactly("even", "rule.odd");
    }

    @Test
    void a_program_without_experts_claims_nothing() {
        assertThat(ProgramClaims.of(ProgramParser.parse("vocab a b\nlabel A\ntoken a -> A\npredict A -> b=1", "small")))
                .isEmpty();
    }
}
