package org.assay.symbolic.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

class DescriptionLengthTest {
    private static final double N = 10_000;

    private static double length(String text) {
        return DescriptionLength.of(ProgramParser.parse(text, "p"), N);
    }

    private static double ln(double x) {
        return Math.log(x);
    }

    /** ln c of the universal code: the price of the number 1. */
    private static final double ONE = ln(2.865064);

    private static final double TWO = ONE + ln(2);

    /** The number 3: log2 3 + log2 log2 3, in nats. */
    private static final double THREE = ONE + ln(3) + ln(ln(3) / ln(2));

    /** Law or sets, and no experts, copy votes or copy experts. */
    private static final double PLAIN_OUTPUT = ln(2) + 3 * ONE;

    @Test
    void the_universal_code_is_a_probability() {
        assertThat(UniversalCode.natural(1)).isCloseTo(ONE, within(1e-12));
        assertThat(UniversalCode.natural(2)).isCloseTo(TWO, within(1e-12));
        double head = 0;
        double middle = 0;
        for (int n = 1; n < 65_536; n++) {
            double p = Math.exp(-UniversalCode.natural(n));
            head += p;
            middle += n > 16 ? p : n == 16 ? p / 2 : 0;
        }
        // With n = 2^m the tail T from 2^16 on is ln 2 times the integral from m = 16, that is ln 2 (middle + T).
        double tail = ln(2) * middle / (1 - ln(2));
        assertThat(head + tail).isCloseTo(1, within(1e-3));
        assertThat(UniversalCode.integer(0)).isEqualTo(UniversalCode.natural(1));
        assertThat(UniversalCode.integer(1)).isEqualTo(UniversalCode.natural(2));
        assertThat(UniversalCode.integer(-1)).isEqualTo(UniversalCode.natural(3));
        assertThatThrownBy(() -> UniversalCode.natural(0)).hasMessageContaining("from 1");
    }

    @Test
    void an_empty_program_costs_its_empty_counts() {
        double noWeights = ln(3);
        assertThat(length("vocab a b")).isCloseTo(ONE + 2 * ONE + ONE + noWeights + ONE + PLAIN_OUTPUT, within(1e-9));
    }

    @Test
    void every_slot_of_a_small_program_is_priced_by_hand() {
        double labels = TWO + ONE + (TWO + ln(1)) + ONE;
        double layers = TWO + ONE + TWO;
        double atoms = TWO + ln(1) + ln(2) + ONE;
        double unit = atoms + ln(1) + (TWO + ln(1)) + ONE;
        double bias = ln(3) + ln(2) + ln(N) / 2;
        double votes = TWO + ln(1) + ln(3) + ln(N);
        double noCounterAndNoUnitThatCounts = 2 * ln(2);
        assertThat(length("""
                        vocab a b
                        label A
                        token a -> A
                        unit u layer 1 when {+A} >= 1 add {A}
                        bias a=1
                        predict A -> a=1 b=2
                        """))
                .isCloseTo(
                        labels + layers + unit + noCounterAndNoUnitThatCounts + bias + votes + PLAIN_OUTPUT,
                        within(1e-9));
    }

    @Test
    void a_head_adds_its_copies_to_the_labels_that_are_chosen_from() {
        double label = ln(3);
        double labels = TWO + ONE + (TWO + label) + ONE;
        double head = ONE + TWO + ONE + (TWO + ln(6) + TWO + ln(2) + ONE) + (TWO + label);
        double noCounterAndPlainHead = ln(2) + 6 * ln(2);
        assertThat(length("""
                        vocab a b
                        label A
                        token a -> A
                        head h layer 1 k=1 theta=1 offset {+1} value {A}
                        """))
                .isCloseTo(
                        labels + TWO + TWO + head + ONE + noCounterAndPlainHead + ln(3) + ONE + PLAIN_OUTPUT,
                        within(1e-9));
    }

    @Test
    void names_and_values_of_weights_cost_nothing_and_more_parts_cost_more() {
        String text = "vocab a b\nlabel A\ntoken a -> A\npredict A -> a=1\n";
        assertThat(length(text)).isEqualTo(length(text.replace('A', 'Z').replace("a=1", "a=123.456")));
        assertThat(length(text + "bias b=1\n")).isGreaterThan(length(text));
        assertThat(length(text + "label B : A\n")).isGreaterThan(length(text));
        Program program = ProgramParser.parse(text, "p");
        assertThat(DescriptionLength.of(program, 1e6) - DescriptionLength.of(program, 1e4))
                .isCloseTo(ln(100) / 2, within(1e-9));
        assertThatThrownBy(() -> DescriptionLength.of(program, Double.NaN)).hasMessageContaining("observations");
    }

    @Test
    void a_negative_threshold_and_a_threshold_over_weights_are_priced() {
        double one = length("vocab a\nlabel A\nlabel B\nunit u layer 1 when {+A +B} >= 1 add {A}\n");
        double three = length("vocab a\nlabel A\nlabel B\nunit u layer 1 when {+A +3*B} >= 1 add {A}\n");
        assertThat(three - one).isCloseTo(THREE - ONE + ln(2), within(1e-9));
    }

    private static final String TWO_LABELS = "vocab a b\nlabel A\nlabel B : A\ntoken a -> B\n";

    private static final String HEAD = TWO_LABELS + "head h layer 1 k=1 theta=1 %s value {A}\n";

    /** The labels A, B, h:A, h:B and h:none. */
    private static final double OF_FIVE = ln(5);

    @Test
    void which_parts_are_of_a_rarer_sort_is_asked_once() {
        String labels = "vocab a\nlabel A\nlabel B\nlabel C\n";
        assertThat(length(labels.replace("label B", "counter B")) - length(labels))
                .isCloseTo(ln(3), within(1e-9));
        String units = labels + "unit u layer 1 when {+A} >= 1 add {A}\nunit v layer 1 when {+B} >= 1 %sadd {A}\n";
        assertThat(length(units.formatted("count ")) - length(units.formatted("")))
                .isCloseTo(ln(2), within(1e-9));
        String all = HEAD.formatted("offset {+1}").replace("k=1", "k=all");
        assertThat(length(all) - length(HEAD.formatted("offset {+1}"))).isCloseTo(-ONE, within(1e-9));
    }

    @Test
    void positions_are_priced_by_kind_and_number() {
        double first = length(HEAD.formatted("offset {+first}"));
        assertThat(length(HEAD.formatted("offset {+last}"))).isEqualTo(first);
        assertThat(length(HEAD.formatted("offset {+0}")) - first).isCloseTo(ONE, within(1e-9));
        assertThat(length(HEAD.formatted("offset {+dyadic.1}")) - first).isCloseTo(TWO, within(1e-9));
        assertThat(length(HEAD.formatted("offset {+block.2}")) - first).isCloseTo(THREE, within(1e-9));
        assertThat(length(HEAD.formatted("offset {+mod.2.1}")) - first).isCloseTo(THREE + ln(2), within(1e-9));
    }

    @Test
    void a_match_is_a_label_two_prefixes_and_a_weight() {
        double without = length(HEAD.formatted("offset {+1}"));
        double match = ONE + OF_FIVE + 2 * ln(2) + ln(2) + ONE;
        assertThat(length(HEAD.formatted("match {+A} offset {+1}")) - without).isCloseTo(match, within(1e-9));
        assertThat(length(HEAD.formatted("match {+A key h} offset {+1}")) - without)
                .isCloseTo(match + ln(2), within(1e-9));
    }

    @Test
    void an_expert_has_a_weight_for_every_token_and_a_copy_expert_one() {
        double without = length(TWO_LABELS);
        assertThat(length(TWO_LABELS + "expert A weight=2 -> a=0.5 b=0.5\n") - without)
                .isCloseTo(TWO - ONE + ln(2) + ln(3) + ln(N), within(1e-9));
        String own = "vocab a b\nlabel a\nlabel b\ntoken a -> a\n";
        assertThat(length(own + "expert * weight=1 -> itself\n") - length(own))
                .isCloseTo(TWO - ONE + ln(N) / 2, within(1e-9));
        assertThat(length(own + "predict * -> itself=1\n") - length(own))
                .isCloseTo(TWO - ONE + ln(N) / 2, within(1e-9));
        assertThat(length(TWO_LABELS + "output sets\n")).isEqualTo(without);
    }
}
