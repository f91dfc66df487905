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
                .hasMessage("p:4:28: unknown label 'h:B' - did you mean h:A?\np:5:9: unknown label 'X'");
    }

    @Test
    void a_misspelt_word_is_told_what_was_probably_meant() {
        String text = """
                vocab apple pear
                labl fruit
                label fruit
                token aple -> fruit
                head h layer 1 k=1 theta=1 offset {+1} value {friut}
                unit u leyer 2 when {+fruit} >= 1 add {fruit}
                bias pera=1
                """;
        assertThatThrownBy(() -> ProgramParser.parse(text, "p"))
                .hasMessageContainingAll(
                        "p:2:1: expected vocab",
                        "did you mean label?",
                        "p:4:7: 'aple' is not a token of the vocabulary - did you mean apple?",
                        "p:5:47: unknown label 'friut' - did you mean fruit?",
                        "p:6:8: expected 'layer', found 'leyer' - did you mean layer?",
                        "p:7:6: 'pera' is not a token of the vocabulary - did you mean pear?");
    }

    @Test
    void what_does_not_go_together_is_told_with_its_line() {
        String labels = "vocab a\nlabel A\nlabel B\ntoken a -> A\n";
        String head = "head h layer 1 k=1 theta=1 offset {+1} value {%s}\n";
        assertThatThrownBy(() -> ProgramParser.parse(labels + head.formatted("h:A"), "p"))
                .hasMessageStartingWith("p:5:1: head 'h' copies 'h:A', which is not a label before its layer");
        assertThatThrownBy(() -> ProgramParser.parse(labels + head.formatted("A") + head.formatted("A"), "p"))
                .hasMessage("p:6:6: two heads or units are called 'h'");
        assertThatThrownBy(() -> ProgramParser.parse(labels + "predict h:* -> itself=1\n" + head.formatted("A"), "p"))
                .hasMessageStartingWith("p:5:1: the unembedding copies 'h:*'");
        assertThatThrownBy(() -> ProgramParser.parse(labels + "expert A weight=1 -> a=1\noutput sets\n", "p"))
                .hasMessageStartingWith("p:6:1: an expert brings a law");
        assertThatThrownBy(() -> ProgramParser.parse(labels + "counter n\nlabel C : n\n", "p"))
                .hasMessageStartingWith("p:5:1: counter 'n' cannot be a superlabel");
        assertThatThrownBy(() -> ProgramParser.parse(labels + "label C : D\nlabel D : C\n", "p"))
                .hasMessage("p:5:1: labels form a cycle: C : D : C");
    }

    @Test
    void hostile_numbers_and_sizes_are_refused_at_once() {
        String labels = "vocab a\nlabel A\ntoken a -> A\n";
        assertThatThrownBy(() ->
                        ProgramParser.parse(labels + "head h layer 1 k=999999999 theta=1 offset {+1} value {A}\n", "p"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("1000000");
        assertThatThrownBy(() ->
                        ProgramParser.parse(labels + "head h layer 1 k=1 theta=1 offset {+1} count=536870912\n", "p"))
                .hasMessageContaining("last bucket");
        StringBuilder many = new StringBuilder(labels);
        for (int i = 0; i < 30_000; i++) {
            many.append("label L").append(i).append(" : A\n");
        }
        assertThatThrownBy(() -> ProgramParser.parse(many.toString(), "p"))
                .hasMessageContaining("at most 20000 labels");
        String copies =
                many.substring(0, many.indexOf("label L12000")) + "head h layer 1 k=1 theta=1 offset {+1} value {A}\n";
        assertThatThrownBy(() -> ProgramParser.parse(copies, "p")).hasMessageContaining("head 'h' goes beyond");
        StringBuilder pairs = new StringBuilder(many.substring(0, many.indexOf("label L10000")));
        for (int h = 0; h < 200; h++) {
            pairs.append("head h").append(h).append(" layer 1 k=1 theta=1 match {+A} where {1}\n");
        }
        assertThatThrownBy(() -> ProgramParser.parse(pairs.toString(), "p")).hasMessageContaining("pairs of labels");
        StringBuilder heads = new StringBuilder(labels);
        for (int h = 0; h < 1001; h++) {
            heads.append("head h").append(h).append(" layer 1 k=1 theta=1 offset {+1} value {A}\n");
        }
        assertThatThrownBy(() -> ProgramParser.parse(heads.toString(), "p")).hasMessageContaining("at most 1000 heads");
        StringBuilder tokens = new StringBuilder("vocab");
        for (int v = 0; v <= 100_000; v++) {
            tokens.append(" t").append(v);
        }
        assertThatThrownBy(() -> ProgramParser.parse(tokens.toString(), "p"))
                .hasMessageContaining("at most 100000 tokens");
        assertThatThrownBy(() -> ProgramParser.parse(labels + "unit u layer 1001 when {+A} >= 1 del {A}\n", "p"))
                .hasMessageContaining("a layer from 1 to 1000");
        assertThatThrownBy(() -> ProgramParser.parse("vocab a\nlabel " + "x".repeat(501) + "\n", "p"))
                .hasMessageContaining("more than 500 characters");
        assertThatThrownBy(() -> ProgramParser.parse("vocab a\n" + "label x\n".repeat(1000), "p"))
                .hasMessageContaining("more than 100 mistakes");
        assertThatThrownBy(() -> ProgramParser.parse(" ".repeat((1 << 24) + 1), "p"))
                .hasMessageContaining("characters");
    }

    @Test
    void a_chain_of_labels_as_long_as_there_may_be_labels_can_be_read() {
        StringBuilder chain = new StringBuilder("vocab a\nlabel L0\n");
        for (int i = 1; i < 10_000; i++) {
            chain.append("label L").append(i).append(" : L").append(i - 1).append('\n');
        }
        Program program = ProgramParser.parse(chain + "token a -> L9999\n", "p");
        assertThat(program.labels().isA("L9999", "L0")).isTrue();
        assertThatThrownBy(() -> ProgramParser.parse(chain.toString().replace("label L0\n", "label L0 : L9999\n"), "p"))
                .hasMessageContaining("cycle")
                .hasMessageContaining("...");
    }

    @Test
    void symbols_in_quotes_are_names() {
        String text = """
                vocab "}" "->" "*" ":"
                label "*"
                label "{" : "}"
                label "}"
                token "->" -> "*"
                unit ">=" layer 1 when {+"{" -"}"} >= 1 add {"}"}
                predict "*" -> ":"=1
                """;
        assertThat(ProgramPrinter.print(ProgramParser.parse(text, "p"))).isEqualTo(text);
    }

    @Test
    void every_construct_stands_in_its_canonical_form() {
        String text = """
                vocab a b
                label A : L
                label B : L
                label L
                counter n
                token a -> A n
                token b -> B
                head one layer 1 k=all theta=-2 ties farthest query when {} >= 0 seek {+B -2*n} match {+L +3*L query one key one} offset {+0 +2*3 -dyadic.1 +mod.3.2 +block.4 +first +last} value {L} where {1 dyadic.2 first} count=8
                head two layer 1 k=1 theta=0 counted {A B}
                head zero layer 1 k=3 theta=0 count=1
                unit u layer 2 when {+n} >= 2 count add {n} del {A}
                bias a=1
                predict A -> b=0.5
                expert two:A weight=2 -> a=0.25 b=0.75
                """;
        assertThat(ProgramPrinter.print(ProgramParser.parse(text, "p"))).isEqualTo(text);
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
