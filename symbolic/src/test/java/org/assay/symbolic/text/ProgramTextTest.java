package org.assay.symbolic.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assay.datasets.file.ConfigException;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.RandomPrograms;
import org.junit.jupiter.api.Test;

class ProgramTextTest {
    @Test
    void printing_what_was_parsed_is_a_fixed_point_and_gives_the_same_table_bit_for_bit() {
        for (int i = 0; i < 200; i++) {
            Program program = RandomPrograms.program(Seed.of(1).child(i));
            String text = ProgramPrinter.print(program);
            Program parsed = ProgramParser.parse(text, "printed");
            assertThat(parsed).isEqualTo(program);
            assertThat(ProgramPrinter.print(parsed)).isEqualTo(text);
            ContextSet contexts = ContextSet.everyPosition(
                    new int[][] {RandomPrograms.sequence(Seed.of(2).child(i), 7)}, 0);
            assertThat(Interpreter.of(parsed, "p").next(contexts).probabilities())
                    .isEqualTo(Interpreter.of(program, "p").next(contexts).probabilities());
        }
    }

    @Test
    void items_may_stand_in_any_order_with_comments_and_spaces() {
        String canonical = """
                vocab a "("
                label B : C
                label C
                token a -> B
                unit u layer 1 when {+2*B -C} >= -1 add {C} del {B}
                bias a=0.25
                predict C -> "("=-1.5
                """;
        String untidy = """
                # a program
                predict C -> "("=-1.50   # votes
                unit u layer 1 when { -C +2*B } >= -1 add{C} del{B}

                bias a=+0.25
                label C
                token a->B
                label B   : C
                vocab a "("
                """;
        assertThat(ProgramPrinter.print(ProgramParser.parse(untidy, "untidy"))).isEqualTo(canonical);
    }

    @Test
    void all_mistakes_are_reported_at_once_with_line_and_column() {
        String text = """
                vocab a b
                label A : MISSING
                token c -> A
                unit u layer 1 when {+A} > 1 add {A}
                bias a=b
                predict A -> a=1 a=2
                label A
                nonsense
                """;
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> ProgramParser.parse(text, "bad.program"));
        assertThat(e.problems())
                .extracting(ConfigException.Problem::toString)
                .containsExactly(
                        "bad.program:2:11: unknown label 'MISSING'",
                        "bad.program:3:7: 'c' is not a token of the vocabulary",
                        "bad.program:4:26: expected a word, a quoted name or a symbol, found '>'; quote such names",
                        "bad.program:5:8: expected a plain decimal number, found 'b'",
                        "bad.program:6:18: token 'a' has two weights",
                        "bad.program:7:7: a second 'label A'",
                        "bad.program:8:1: expected vocab, label, counter, token, head, unit, output, bias, predict or expert, found 'nonsense'");
    }

    @Test
    void unknown_labels_of_heads_units_and_votes_are_reported_with_their_place() {
        String text = """
                vocab a
                label A
                head h layer 1 k=1 theta=1 offset {+1} value {A}
                unit u layer 2 when {+h:A +h:B} >= 2 add {A}
                predict X -> a=1
                """;
        assertThatThrownBy(() -> ProgramParser.parse(text, "p"))
                .hasMessage("p:4:28: unknown label 'h:B'\np:5:9: unknown label 'X'");
    }

    @Test
    void a_cycle_of_labels_is_printed() {
        assertThatThrownBy(() -> ProgramParser.parse("vocab a\nlabel A : B\nlabel B : C\nlabel C : A\n", "p"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("A : B : C : A");
    }

    @Test
    void a_program_without_a_vocabulary_is_refused() {
        assertThatThrownBy(() -> ProgramParser.parse("label A\n", "p"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("vocab TOKEN");
    }

    @Test
    void damaged_text_never_ends_in_anything_but_a_config_exception() {
        Draws draws = Seed.of(3).draws();
        String text = ProgramPrinter.print(RandomPrograms.program(Seed.of(4)));
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            StringBuilder damaged = new StringBuilder(text);
            for (int edits = 1 + draws.nextInt(3); edits > 0; edits--) {
                int at = draws.nextInt(damaged.length());
                switch (draws.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.insert(at, "{}+-*=:\"\\#9a >\n".charAt(draws.nextInt(15)));
                    default -> damaged.setLength(Math.max(1, at));
                }
            }
            try {
                ProgramParser.parse(damaged.toString(), "damaged");
            } catch (ConfigException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void numbers_are_printed_with_the_fewest_digits_that_read_back() {
        assertThat(Decimal.shortest(0.1)).isEqualTo("0.1");
        assertThat(Decimal.shortest(-0.0)).isEqualTo("0");
        assertThat(Decimal.shortest(1e23)).isEqualTo("100000000000000000000000");
        assertThat(Decimal.shortest(2e-3)).isEqualTo("0.002");
        assertThat(Decimal.shortest(1.0 / 3)).isEqualTo("0.3333333333333333");
        Draws draws = Seed.of(5).draws();
        for (int i = 0; i < 2000; i++) {
            double value = draws.nextNormal() * StrictMath.pow(10, draws.nextInt(40) - 20);
            assertThat(Double.parseDouble(Decimal.shortest(value))).isEqualTo(value);
        }
        assertThat(Double.parseDouble(Decimal.shortest(Double.MIN_VALUE))).isEqualTo(Double.MIN_VALUE);
        assertThat(Double.parseDouble(Decimal.shortest(Double.MAX_VALUE))).isEqualTo(Double.MAX_VALUE);
    }
}
