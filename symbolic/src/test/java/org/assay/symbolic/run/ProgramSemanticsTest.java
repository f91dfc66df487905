package org.assay.symbolic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.model.MembershipTable;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Limits;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

/** What docs/programs.md says a program means, point by point. */
class ProgramSemanticsTest {
    private static Program program(String text) {
        return ProgramParser.parse(text, "p");
    }

    /** What is held explicitly after the last layer at the last of {@code tokens}, counters with their numbers. */
    private static List<String> held(String text, String tokens) {
        Program program = program(text);
        int[] context = program.vocabulary().encode(tokens);
        LabelTrace.Step step =
                Interpreter.of(program, "p").trace(context).at(program.layers().size(), context.length - 1);
        return step.explicit().stream()
                .map(label -> step.numbers().containsKey(label)
                        ? label + "=" + step.numbers().get(label)
                        : label)
                .toList();
    }

    private static List<Integer> keys(String text, String tokens) {
        Program program = program(text);
        int[] context = program.vocabulary().encode(tokens);
        return Interpreter.of(program, "p")
                .trace(context)
                .at(1, context.length - 1)
                .attended()
                .get(0)
                .keys();
    }

    private static double[] law(String text, String tokens) {
        Program program = program(text);
        NextTokenTable table = Interpreter.of(program, "p")
                .next(ContextSet.lastPosition(List.of(program.vocabulary().encode(tokens))));
        return table.probabilities().row(0);
    }

    private static final String AB = "vocab a b\nlabel L\nlabel A : L\nlabel B : L\ntoken a -> A\ntoken b -> B\n";

    private static final String COUNT = AB + "counter n\n";

    @Test
    void state_a_counter_holds_a_number_that_stays_between_nothing_and_the_limit() {
        String text = COUNT + "unit u layer 1 when {+1000000*A} >= 1 count add {n}\n"
                + "unit v layer 2 when {+1000000*n} >= 1 count add {n}\n";
        assertThat(held(text, "a")).containsExactly("A", "n=" + Limits.NUMBER);
        String less = COUNT + "unit u layer 1 when {+3*A} >= 1 count add {n}\n"
                + "unit v layer 2 when {+A} >= 1 del {n}\nunit w layer 3 when {+7*A} >= 1 count del {n}\n";
        assertThat(held(less.substring(0, less.indexOf("unit w")), "a")).containsExactly("A", "n=2");
        assertThat(held(less, "a")).containsExactly("A");
    }

    @Test
    void closure_atoms_ask_for_ancestors_too_and_a_counter_is_no_superlabel() {
        assertThat(held(AB + "label hit\nunit u layer 1 when {+L} >= 1 add {hit}\n", "a"))
                .contains("hit");
        assertThatThrownBy(() -> program(COUNT + "label child : n\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("counter 'n' cannot be a superlabel");
        String above =
                "vocab a\nlabel up\ncounter n : up\nlabel hit\ntoken a -> n\nunit u layer 1 when {+up} >= 1 add {hit}\n";
        assertThat(held(above, "a")).containsExactly("hit", "n=1");
    }

    @Test
    void unit_score_k_of_n_is_a_threshold_and_nothing_asked_at_zero_always_fires() {
        String text = "vocab none x xy xyz\nlabel X\nlabel Y\nlabel Z\nlabel hit\n"
                + "token x -> X\ntoken xy -> X Y\ntoken xyz -> X Y Z\n";
        int[][] fires = {{0, 1, 1, 1}, {0, 0, 1, 1}, {0, 0, 0, 1}};
        for (int k = 1; k <= 3; k++) {
            String unit = "unit u layer 1 when {+X +Y +Z} >= " + k + " add {hit}\n";
            for (int token = 0; token < 4; token++) {
                String name = List.of("none", "x", "xy", "xyz").get(token);
                assertThat(held(text + unit, name).contains("hit")).isEqualTo(fires[k - 1][token] == 1);
            }
        }
        assertThat(held(text + "unit u layer 1 when {} >= 0 add {hit}\n", "none"))
                .contains("hit");
        assertThat(held(text + "unit u layer 1 when {-X} >= 0 add {hit}\n", "x"))
                .doesNotContain("hit");
    }

    @Test
    void activation_count_inserts_as_much_as_the_score_exceeds_the_threshold_and_one() {
        String text = COUNT + "unit u layer 1 when {+5*A} >= 2 %s add {n}\n";
        assertThat(held(text.formatted("count"), "a")).contains("n=4");
        assertThat(held(text.formatted("step"), "a")).contains("n=1");
        assertThat(held(text.formatted("count"), "b")).containsExactly("B");
    }

    @Test
    void order_in_a_layer_everything_reads_the_state_before_and_is_summed() {
        String text = COUNT + "unit one layer 1 when {+A} >= 1 add {n B}\n"
                + "unit two layer 1 when {+2*A} >= 1 count add {n}\n"
                + "unit three layer 1 when {+B} >= 1 add {n}\n"
                + "unit four layer 1 when {+A} >= 1 del {n B A}\n";
        assertThat(held(text, "a")).containsExactly("n=2");
    }

    @Test
    void deleting_a_superlabel_needs_the_last_explicit_descendant() {
        String text = AB + "label none.left\nunit u layer 1 when {+A} >= 1 del {L}\n"
                + "unit v layer 2 when {+A} >= 1 del {A}\nunit w layer 3 when {-L} >= 0 add {none.left}\n";
        assertThat(held(text.substring(0, text.indexOf("unit v")), "a")).containsExactly("A");
        assertThat(held(text, "a")).containsExactly("none.left");
    }

    @Test
    void query_those_whose_conditions_hold_ask_together() {
        String head = "head h layer 1 k=all theta=%d query when {+A} >= 1 seek {+B} query when {+L} >= 1 seek {+2*B -A}"
                + " value {L}\n";
        assertThat(keys(AB + head.formatted(3), "b a")).containsExactly(0);
        assertThat(keys(AB + head.formatted(3), "b b")).isEmpty();
        assertThat(keys(AB + head.formatted(2), "b b")).containsExactly(1, 0);
    }

    @Test
    void score_adds_what_keys_hold_what_they_share_and_where_they_stand() {
        String head =
                "head h layer 1 k=all theta=%d query when {} >= 0 seek {+B} match {+2*L} offset {+4*1} value {L}\n";
        assertThat(keys(AB + head.formatted(7), "b b b")).containsExactly(1);
        assertThat(keys(AB + head.formatted(3), "b b b")).containsExactly(1, 2, 0);
        assertThat(keys(AB + head.formatted(5), "b b a")).containsExactly(1);
    }

    @Test
    void selection_ties_go_to_the_nearest_or_to_the_farthest() {
        String head = "head h layer 1 k=%s theta=1 %s query when {} >= 0 seek {+A +2*B} value {L}\n";
        assertThat(keys(AB + head.formatted("2", ""), "a a a")).containsExactly(2, 1);
        assertThat(keys(AB + head.formatted("2", "ties nearest"), "a a a")).containsExactly(2, 1);
        assertThat(keys(AB + head.formatted("2", "ties farthest"), "a a a")).containsExactly(0, 1);
        assertThat(keys(AB + head.formatted("all", "ties farthest"), "a b a")).containsExactly(1, 0, 2);
    }

    @Test
    void value_copies_explicit_labels_with_their_ancestors_and_adds_the_numbers_of_counters() {
        String head = "head h layer 1 k=all theta=1 query when {} >= 0 seek {+L} value {L n}\n";
        assertThat(held(AB + "counter n\n" + head, "a b")).containsExactly("B", "h:A", "h:B");
        String counting = "vocab a\nlabel A\ncounter n\ntoken a -> A n\nhead h layer 1 k=all theta=1"
                + " query when {} >= 0 seek {+A} value {n}\n";
        assertThat(held(counting, "a a a")).containsExactly("A", "h:n=3", "n=1");
        assertThat(program(AB + "counter n\n" + head).labels().parents("h:A")).containsExactly("h:L");
    }

    @Test
    void value_counted_says_in_how_many_kept_keys_a_label_was_active() {
        String head = "head h layer 1 k=all theta=1 query when {} >= 0 seek {+L} counted {L} where {mod.2.0}\n";
        assertThat(held(AB + head, "a b b")).containsExactly("B", "h:A=1", "h:B=2", "h:L=3", "h:mod.2.0=2");
        assertThat(program(AB + head).labels().parents("h:A")).isEmpty();
    }

    @Test
    void nothing_selected_is_a_label_and_nothing_else_is_inserted() {
        String head = "head h layer 1 k=all theta=1 query when {} >= 0 seek {+B} value {L} where {first} count=4\n";
        assertThat(held(AB + head, "a a")).containsExactly("A", "h:none");
    }

    @Test
    void count_heads_say_how_many_keys_they_kept() {
        String head = "head h layer 1 k=all theta=1 query when {} >= 0 seek {+B} count=4\n";
        assertThat(held(AB + head, "b b b")).containsExactly("B", "h:count=3", "h:ge1", "h:ge2");
        assertThat(held(AB + head, "b b b b b b")).contains("h:count=6", "h:ge4");
        assertThat(program(AB + head).labels().parents("h:ge4")).containsExactly("h:ge2");
        assertThatThrownBy(() -> program(AB + head.replace("=4", "=5"))).hasMessageContaining("power of 2");
    }

    @Test
    void match_compares_direct_children_under_the_prefixes_of_heads() {
        String text = "vocab a b c\nlabel all\nlabel L : all\nlabel M : all\nlabel A : L\nlabel B : L\nlabel C : M\n"
                + "token a -> A\ntoken b -> B\ntoken c -> C\n";
        String same = "head h layer 1 k=all theta=1 match {+%s} offset {-9*0} value {all}\n";
        assertThat(keys(text + same.formatted("L"), "a b c a")).containsExactly(0);
        assertThat(keys(text + same.formatted("all"), "a b c a")).containsExactly(1, 0);
        String follow = "head p layer 1 k=1 theta=1 offset {+1} value {L}\n"
                + "head h layer 2 k=1 theta=1 match {+L key p} value {L}\n";
        assertThat(held(text + follow, "a b a")).contains("h:B");
        assertThat(held(text + follow, "a b b")).contains("h:B");
        assertThat(held(text + follow, "a b c")).contains("h:none");
    }

    @Test
    void positions_are_what_the_table_says_and_imply_one_another_as_it_says() {
        List<Position> all = new ArrayList<>(List.of(new Position.First(), new Position.Last()));
        for (int n = 0; n < 9; n++) {
            all.add(new Position.Offset(n));
            if (n < 5) {
                all.add(new Position.Dyadic(n));
                all.add(new Position.SameBlock(n));
            }
            for (int r = 0; r < n && n > 1; r++) {
                all.add(new Position.Residue(n, r));
            }
        }
        for (Position one : all) {
            for (Position other : all) {
                boolean everywhere = true;
                for (int t = 0; t < 200; t++) {
                    for (int s = 0; s <= t; s++) {
                        everywhere &= !one.holds(t, s) || other.holds(t, s);
                    }
                }
                assertThat(one.implies(other)).as("%s implies %s", one, other).isEqualTo(everywhere);
            }
        }
        assertThat(new Position.Dyadic(0).holds(5, 5)).isFalse();
        assertThat(new Position.Dyadic(2).holds(9, 5)).isTrue();
        assertThat(new Position.SameBlock(2).holds(4, 3)).isFalse();
    }

    @Test
    void positions_of_kept_keys_become_labels_in_a_hierarchy() {
        String head = "head h layer 1 k=1 theta=1 query when {} >= 0 seek {+B} where {1 3 dyadic.1 mod.2.1 first}\n";
        assertThat(held(AB + head, "b a a a")).containsExactly("A", "h:dyadic.1", "h:first", "h:mod.2.1", "h:offset.3");
        assertThat(held(AB + head, "a b a")).containsExactly("A", "h:mod.2.1", "h:offset.1");
        assertThat(program(AB + head).labels().parents("h:offset.3")).containsExactly("h:dyadic.1", "h:mod.2.1");
    }

    @Test
    void unembedding_is_a_mixture_of_experts_times_votes() {
        String text = "vocab a b c\nlabel A\nlabel B\ntoken a -> A B\ntoken b -> B\n"
                + "expert A weight=3 -> a=0.5 b=0.5\nexpert B weight=1 -> b=0.25 c=0.75\npredict B -> c=0.5\n";
        double[] mixture = {3 * 0.5, 3 * 0.5 + 0.25, 0.75 * Math.exp(0.5)};
        double sum = mixture[0] + mixture[1] + mixture[2];
        for (int v = 0; v < 3; v++) {
            assertThat(law(text, "a")[v]).isCloseTo((1 - 1e-6) * mixture[v] / sum + 1e-6 / 3, within(1e-15));
        }
        assertThat(law(text, "c")).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
    }

    @Test
    void unembedding_takes_counters_by_their_numbers() {
        String seen = "head h layer 1 k=all theta=1 query when {} >= 0 seek {+L} counted {L}\n";
        double[] votes = law(AB + seen + "predict h:A -> a=0.5\n", "a b a");
        assertThat(votes[0] / votes[1]).isCloseTo(Math.E, within(1e-5));
        double[] experts = law(AB + seen + "expert h:A weight=1 -> a=1\nexpert h:B weight=1 -> b=1\n", "a b a");
        assertThat(experts[0]).isCloseTo(2 / 3.0, within(1e-6));
    }

    @Test
    void own_labels_are_copied_by_experts_and_votes() {
        String text = "vocab a b none\nlabel L\nlabel a : L\nlabel b : L\nlabel none' : L\ntoken a -> a\ntoken b -> b\n"
                + "token none -> none'\nhead h layer 1 k=all theta=1 query when {} >= 0 seek {+L} %s {L}\n%s\n";
        double third = 1 / 3.0;
        assertThat(law(text.formatted("value", "expert h:* weight=2 -> itself"), "a a b"))
                .containsExactly(new double[] {0.5, 0.5, 0}, within(1e-6));
        assertThat(law(text.formatted("counted", "expert h:* weight=2 -> itself"), "a a b"))
                .containsExactly(new double[] {2 * third, third, 0}, within(1e-6));
        assertThat(law(text.formatted("counted", "expert * weight=1 -> itself"), "a b none"))
                .containsExactly(new double[] {0, 0, 1}, within(1e-6));
        double[] votes = law(text.formatted("counted", "predict h:* -> itself=0.5"), "a a b");
        assertThat(votes[0] / votes[1]).isCloseTo(Math.exp(0.5), within(1e-5));
        assertThatThrownBy(() -> program(AB + "predict * -> itself=1\n")).hasMessageContaining("label of its own name");
    }

    @Test
    void uniform_share_keeps_every_token_possible() {
        assertThat(law(AB + "expert A weight=1 -> a=1\n", "a")[1]).isCloseTo(0.5e-6, within(1e-18));
    }

    @Test
    void sets_are_tokens_whose_own_logit_is_positive() {
        Program program = program(AB + "output sets\nbias b=-1\npredict A -> a=-2 b=3\n");
        MembershipTable table = SetInterpreter.of(program, "p")
                .mayFollow(ContextSet.lastPosition(List.of(new int[] {0}, new int[] {1})));
        assertThat(table.get(0, 0)).isCloseTo(1 / (1 + Math.exp(2)), within(1e-15));
        assertThat(table.contains(0, 1)).isTrue();
        assertThat(table.contains(1, 0)).isFalse();
        assertThat(table.get(1, 0)).isEqualTo(0.5);
        assertThatThrownBy(() -> Interpreter.of(program, "p")).hasMessageContaining("no law");
        assertThatThrownBy(() -> SetInterpreter.of(program(AB), "p")).hasMessageContaining("output sets");
        assertThatThrownBy(() -> program(AB + "output sets\nexpert A weight=1 -> a=1\n"))
                .hasMessageContaining("answers with none");
    }

    @Test
    void cycles_are_an_error_that_prints_them() {
        assertThatThrownBy(() -> program("vocab a\nlabel A : B\nlabel B : A\n")).hasMessageContaining("A : B : A");
    }
}
