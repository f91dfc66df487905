package org.assay.symbolic.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

/** What programs can say and what they cannot. */
class ExpressivenessTest {
    private static final String BITS =
            "vocab 0 1\nlabel bit\nlabel zero : bit\nlabel one : bit\ntoken 0 -> zero\ntoken 1 -> one\n";

    private static boolean says(Program program, String label, int... tokens) {
        LabelTrace.Step step =
                Interpreter.of(program, "p").trace(tokens).at(program.layers().size(), tokens.length - 1);
        return step.explicit().contains(label);
    }

    @Test
    void one_unit_is_a_threshold_gate_and_no_threshold_gate_is_an_exclusive_or() {
        for (int a = -3; a <= 3; a++) {
            for (int b = -3; b <= 3; b++) {
                for (int threshold = -3; threshold <= 3; threshold++) {
                    boolean[] fires = {0 >= threshold, b >= threshold, a >= threshold, a + b >= threshold};
                    boolean exclusiveOr = !fires[0] && fires[1] && fires[2] && !fires[3];
                    assertThat(exclusiveOr).isFalse();
                }
            }
        }
        Program two = ProgramParser.parse(
                BITS + "label odd\nhead p layer 1 k=1 theta=1 offset {+1} value {bit}\n"
                        + "unit a layer 2 when {+one -p:one} >= 1 add {odd}\n"
                        + "unit b layer 2 when {-one +p:one} >= 1 add {odd}\n",
                "two units");
        for (int word = 0; word < 4; word++) {
            assertThat(says(two, "odd", word >> 1, word & 1)).isEqualTo((word >> 1 ^ word & 1) == 1);
        }
    }

    @Test
    void majority_is_a_comparison_of_two_counters_and_a_bucket_one_with_a_number() {
        Program majority = ProgramParser.parse(
                BITS
                        + "label more\nlabel many\nhead h layer 1 k=all theta=1 query when {} >= 0 seek {+bit} counted {bit}\n"
                        + "unit u layer 2 when {+h:one -h:zero} >= 1 add {more}\n"
                        + "unit v layer 2 when {+h:one} >= 4 add {many}\n",
                "majority");
        for (int i = 0; i < 200; i++) {
            int[] tokens = new int[1 + i % 40];
            var draws = Seed.of(51).child(i).draws();
            int ones = 0;
            for (int t = 0; t < tokens.length; t++) {
                tokens[t] = draws.nextInt(2);
                ones += tokens[t];
            }
            assertThat(says(majority, "more", tokens)).isEqualTo(2 * ones > tokens.length);
            assertThat(says(majority, "many", tokens)).isEqualTo(ones >= 4);
        }
    }

    @Test
    void with_a_layer_for_every_halving_parity_reaches_so_far_and_no_farther() {
        StringBuilder text = new StringBuilder(BITS + "label odd0\nunit u0 layer 1 when {+one} >= 1 add {odd0}\n");
        for (int n = 1; n <= 3; n++) {
            int back = 1 << n - 1;
            text.append("label odd%d\nhead h%d layer %d k=1 theta=1 offset {+%d} value {odd%d}\n"
                    .formatted(n, n, 2 * n, back, n - 1));
            text.append("unit a%d layer %d when {+odd%d -h%d:odd%d} >= 1 add {odd%d}\n"
                    .formatted(n, 2 * n + 1, n - 1, n, n - 1, n));
            text.append("unit b%d layer %d when {-odd%d +h%d:odd%d} >= 1 add {odd%d}\n"
                    .formatted(n, 2 * n + 1, n - 1, n, n - 1, n));
        }
        Program parity = ProgramParser.parse(text.toString(), "parity");
        for (int word = 0; word < 256; word++) {
            int[] tokens = new int[8];
            for (int t = 0; t < 8; t++) {
                tokens[t] = word >> t & 1;
            }
            assertThat(says(parity, "odd3", tokens)).isEqualTo(Integer.bitCount(word) % 2 == 1);
        }
        assertThat(says(parity, "odd3", 1, 0, 0, 0, 0, 0, 0, 0, 0)).isFalse();
    }

    /**
     * In a run of one token a position knows only what the layers so far say of it, and without counters, residues and blocks every
     * position beyond some distance holds what its neighbour holds, layer by layer. So two runs that are long enough get the same
     * answer, whatever their parity.
     */
    @Test
    void without_counters_two_long_runs_of_different_parity_are_the_same() {
        int different = 0;
        for (int i = 0; i < 300; i++) {
            Program program =
                    RandomPrograms.withoutCountersAndPeriods(Seed.of(52).child(i));
            int token = i % program.vocabulary().size();
            int[] run = new int[100];
            Arrays.fill(run, token);
            NextTokenTable table = Interpreter.of(program, "p").next(ContextSet.everyPosition(new int[][] {run}, 0));
            List<Double> even = row(table, 98);
            assertThat(row(table, 99)).isEqualTo(even);
            different += row(table, 0).equals(even) ? 0 : 1;
        }
        assertThat(different).isPositive();
    }

    private static List<Double> row(NextTokenTable table, int row) {
        return Arrays.stream(table.probabilities().row(row)).boxed().toList();
    }
}
