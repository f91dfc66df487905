package org.assay.symbolic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.MembershipTable;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.lint.Lint;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final int PROGRAMS = 150;

    @Test
    void fast_and_naive_interpreter_agree_on_random_programs() {
        int fired = 0;
        int counted = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            Program program = RandomPrograms.program(Seed.of(11).child(i));
            int[] tokens = RandomPrograms.sequence(Seed.of(12).child(i), 1 + i % 9);
            LabelTrace trace = Interpreter.of(program, "p").trace(tokens);
            NaiveInterpreter naive = new NaiveInterpreter(program);
            List<List<Map<String, Long>>> states = naive.states(tokens);
            for (int layer = 0; layer < states.size(); layer++) {
                for (int t = 0; t < tokens.length; t++) {
                    LabelTrace.Step step = trace.at(layer, t);
                    Map<String, Long> held = states.get(layer).get(t);
                    Set<String> active = new TreeSet<>(step.explicit());
                    assertThat(active).isEqualTo(held.keySet());
                    active.addAll(step.inherited());
                    assertThat(active).isEqualTo(naive.closure(held.keySet()));
                    step.numbers()
                            .forEach((counter, number) ->
                                    assertThat((long) number).isEqualTo(held.get(counter)));
                    counted += step.numbers().values().stream().anyMatch(number -> number > 1) ? 1 : 0;
                    fired += step.fired().size();
                }
            }
            assertSameLaws(program, naive, tokens);
        }
        assertThat(fired).isGreaterThan(PROGRAMS);
        assertThat(counted).isGreaterThan(PROGRAMS);
    }

    @Test
    void programs_with_sets_agree_with_the_naive_interpreter() {
        for (int i = 0; i < PROGRAMS; i++) {
            Program program = RandomPrograms.sets(Seed.of(13).child(i));
            int[] tokens = RandomPrograms.sequence(Seed.of(14).child(i), 1 + i % 9);
            ContextSet contexts = ContextSet.everyPosition(new int[][] {tokens}, 0);
            MembershipTable table = SetInterpreter.of(program, "p").mayFollow(contexts);
            NaiveInterpreter naive = new NaiveInterpreter(program);
            for (int row = 0; row < contexts.rows(); row++) {
                assertThat(table.probabilities().row(row))
                        .containsExactly(naive.law(contexts.context(row)), within(1e-12));
            }
        }
    }

    private static void assertSameLaws(Program program, NaiveInterpreter naive, int[] tokens) {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {tokens}, 0);
        NextTokenTable table = Interpreter.of(program, "p").next(contexts);
        for (int row = 0; row < contexts.rows(); row++) {
            assertThat(table.probabilities().row(row)).containsExactly(naive.law(contexts.context(row)), within(1e-12));
        }
    }

    @Test
    void heads_select_as_the_naive_interpreter_does() {
        int several = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            Program program = RandomPrograms.program(Seed.of(21).child(i));
            int[] tokens = RandomPrograms.sequence(Seed.of(22).child(i), 8);
            LabelTrace trace = Interpreter.of(program, "p").trace(tokens);
            NaiveInterpreter naive = new NaiveInterpreter(program);
            List<List<Map<String, Long>>> states = naive.states(tokens);
            for (int layer = 1; layer < states.size(); layer++) {
                for (LabelTrace.Attended attended : trace.at(layer, 7).attended()) {
                    var head = program.layers().get(layer - 1).heads().stream()
                            .filter(h -> h.name().equals(attended.head()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(attended.keys()).isEqualTo(naive.keys(head, states.get(layer - 1), 7));
                    several += attended.keys().size() > 1 ? 1 : 0;
                }
            }
        }
        assertThat(several).isPositive();
    }

    private static Program xor() {
        return ProgramParser.parse("""
                vocab 0 1 x
                label one
                label same
                label differ
                token 1 -> one
                head at1 layer 1 k=1 theta=1 offset {+1} value {one}
                unit now.only layer 2 when {+one -at1:one} >= 1 add {differ}
                unit before.only layer 2 when {+at1:one -one} >= 1 add {differ}
                unit neither layer 3 when {-differ} >= 0 add {same}
                predict differ -> x=3
                """, "xor");
    }

    @Test
    void exclusive_or_takes_two_units_that_add_the_same_label() {
        Interpreter interpreter = Interpreter.of(xor(), "xor");
        assertThat(explicitAtEnd(interpreter, 2, 0, 0)).doesNotContain("differ");
        assertThat(explicitAtEnd(interpreter, 2, 0, 1)).contains("differ");
        assertThat(explicitAtEnd(interpreter, 2, 1, 0)).contains("differ");
        assertThat(explicitAtEnd(interpreter, 2, 1, 1)).doesNotContain("differ");
        assertThat(explicitAtEnd(interpreter, 3, 1, 1)).contains("same");
        assertThat(explicitAtEnd(interpreter, 3, 1, 0)).doesNotContain("same");
    }

    private static List<String> explicitAtEnd(Interpreter interpreter, int layer, int... tokens) {
        return interpreter.trace(tokens).at(layer, tokens.length - 1).explicit();
    }

    @Test
    void nothing_selected_is_a_label_of_its_own() {
        Interpreter interpreter = Interpreter.of(xor(), "xor");
        assertThat(explicitAtEnd(interpreter, 1, 1)).containsExactly("at1:none", "one");
        assertThat(explicitAtEnd(interpreter, 1, 1, 0)).containsExactly("at1:one");
        assertThat(explicitAtEnd(interpreter, 1, 0, 0)).isEmpty();
    }

    @Test
    void threshold_units_count_k_of_n() {
        Program program = ProgramParser.parse("""
                vocab none a ab abc abd
                label A
                label B
                label C
                label two
                token a -> A
                token ab -> A B
                token abc -> A B C
                unit majority layer 1 when {+A +B +C} >= 2 add {two}
                """, "k-of-n");
        Interpreter interpreter = Interpreter.of(program, "p");
        boolean[] wanted = {false, false, true, true, false};
        for (int token = 0; token < wanted.length; token++) {
            assertThat(explicitAtEnd(interpreter, 1, token).contains("two")).isEqualTo(wanted[token]);
        }
    }

    @Test
    void units_of_a_layer_do_not_see_each_other_and_insertions_and_deletions_are_summed() {
        Program program = ProgramParser.parse("""
                vocab t
                label A
                label B
                label C
                label D
                token t -> A
                unit adds.b layer 1 when {+A} >= 1 add {B}
                unit needs.b layer 1 when {+B} >= 1 add {C}
                unit deletes.a layer 1 when {+A} >= 1 del {A}
                unit adds.a layer 1 when {+A} >= 1 add {A}
                unit deletes.d layer 1 when {} >= 0 del {D}
                unit adds.d layer 1 when {} >= 0 add {D}
                """, "order");
        assertThat(explicitAtEnd(Interpreter.of(program, "p"), 1, 0)).containsExactly("A", "B");
    }

    @Test
    void a_superlabel_goes_when_its_last_explicit_descendant_goes_and_cannot_be_deleted_itself() {
        Program program = ProgramParser.parse("""
                vocab dog
                label noun
                label animal : noun
                label dog : animal noun
                label cat : animal
                token dog -> dog cat
                unit superlabel layer 1 when {+noun} >= 1 del {noun}
                unit one layer 2 when {+dog} >= 1 del {dog}
                unit other layer 3 when {+cat} >= 1 del {cat}
                """, "delete");
        LabelTrace trace = Interpreter.of(program, "p").trace(0);
        assertThat(trace.at(1, 0).inherited()).containsExactly("animal", "noun");
        assertThat(trace.at(2, 0).explicit()).containsExactly("cat");
        assertThat(trace.at(2, 0).inherited()).containsExactly("animal", "noun");
        assertThat(trace.at(3, 0).explicit()).isEmpty();
        assertThat(trace.at(3, 0).inherited()).isEmpty();
        assertThat(Lint.of(program)).singleElement().asString().contains("superlabel", "noun");
    }

    @Test
    void equal_scores_go_to_the_nearest_keys_and_better_scores_go_first() {
        Program program = ProgramParser.parse("""
                vocab a b c
                label A
                label B
                label C
                token a -> A
                token b -> A B
                token c -> C
                head find layer 1 k=2 theta=1 query when {+C} >= 1 seek {+A +B} value {A}
                """, "ties");
        Interpreter interpreter = Interpreter.of(program, "p");
        assertThat(keys(interpreter, 0, 0, 0, 2)).containsExactly(2, 1);
        assertThat(keys(interpreter, 1, 0, 0, 2)).containsExactly(0, 2);
        assertThat(keys(interpreter, 2, 2)).isEmpty();
        assertThat(keys(interpreter, 0, 0))
                .as("the query does not hold at an a")
                .isEmpty();
    }

    private static List<Integer> keys(Interpreter interpreter, int... tokens) {
        return interpreter
                .trace(tokens)
                .at(1, tokens.length - 1)
                .attended()
                .get(0)
                .keys();
    }

    @Test
    void induction_takes_two_layers_of_heads() {
        Program program = ProgramParser.parse("""
                vocab a b c
                label tok
                label a : tok
                label b : tok
                label c : tok
                token a -> a
                token b -> b
                token c -> c
                head before layer 1 k=1 theta=1 offset {+1} value {tok}
                head after layer 2 k=1 theta=1 query when {+a} >= 1 seek {+before:a} query when {+b} >= 1 seek {+before:b} query when {+c} >= 1 seek {+before:c} value {tok}
                predict after:a -> a=9
                predict after:b -> b=9
                predict after:c -> c=9
                """, "induction");
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0, 1, 2, 2, 0}}, 4);
        assertThat(Interpreter.of(program, "p").next(contexts).get(0, 1)).isGreaterThan(0.99);
    }

    @Test
    void recording_gives_the_indicator_of_every_active_label() {
        Interpreter interpreter = Interpreter.of(xor(), "xor");
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{1, 0}, {0, 0}}, 0);
        assertThat(interpreter.sites())
                .extracting(Site::name)
                .containsExactly("layer.0", "layer.1", "layer.2", "layer.3");
        Representation recorded = interpreter.record(contexts, Interpreter.site(2));
        assertThat(recorded.directions()).containsExactly("at1:none", "at1:one", "differ", "one", "same");
        assertThat(recorded.values()).isEqualTo(Matrix.ofRows(new double[][] {
            {1, 0, 1, 1, 0}, {0, 1, 1, 0, 0}, {1, 0, 0, 0, 0}, {0, 0, 0, 0, 0}
        }));
    }

    @Test
    void giving_every_row_its_own_labels_changes_nothing() {
        for (int i = 0; i < 40; i++) {
            Program program = RandomPrograms.program(Seed.of(31).child(i));
            Interpreter interpreter = Interpreter.of(program, "p");
            int[] tokens = RandomPrograms.sequence(Seed.of(32).child(i), 6);
            ContextSet contexts = ContextSet.everyPosition(new int[][] {tokens}, 0);
            int last = program.layers().size();
            Representation own = interpreter.record(contexts, Interpreter.site(last));
            Intervention intervention = Intervention.interchange(own, Optional.empty(), new int[] {0, 1, 2, 3, 4, 5});
            assertThat(interpreter.run(contexts, intervention)).isEqualTo(interpreter.next(contexts));
        }
    }

    @Test
    void an_edit_reaches_only_the_row_it_is_made_for() {
        Interpreter interpreter = Interpreter.of(xor(), "xor");
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0, 0, 0}}, 0);
        Representation held = interpreter.record(contexts, Interpreter.site(0));
        Matrix replacement = Matrix.zeros(3, 5);
        replacement.set(1, 3, 1);
        NextTokenTable edited = interpreter.run(contexts, new Intervention(held.site(), Optional.empty(), replacement));
        NextTokenTable plain = interpreter.next(contexts);
        assertThat(edited.probabilities().row(0))
                .isEqualTo(plain.probabilities().row(0));
        assertThat(edited.get(1, 2)).isGreaterThan(0.9);
        assertThat(edited.probabilities().row(2))
                .isEqualTo(plain.probabilities().row(2));
    }

    @Test
    void a_replacement_that_is_not_a_closed_set_is_refused() {
        Program program = ProgramParser.parse("vocab t\nlabel A\nlabel B : A\ntoken t -> B\n", "p");
        Interpreter interpreter = Interpreter.of(program, "p");
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0}}, 0);
        Site site = Interpreter.site(0);
        assertThatThrownBy(() -> interpreter.run(
                        contexts, new Intervention(site, Optional.empty(), Matrix.ofRows(new double[] {0, 1}))))
                .hasMessageContaining("lacks label 'A'");
        assertThatThrownBy(() -> interpreter.run(
                        contexts, new Intervention(site, Optional.empty(), Matrix.ofRows(new double[] {0.5, 0}))))
                .hasMessageContaining("0 or 1");
        assertThatThrownBy(() -> interpreter.run(
                        contexts,
                        new Intervention(
                                site, Optional.of(Matrix.ofRows(new double[] {1, 0})), Matrix.ofRows(new double[] {1, 0
                                }))))
                .hasMessageContaining("no subspaces");
        assertThatThrownBy(() -> interpreter.record(contexts, new Site("layer.1")))
                .hasMessageContaining("no site 'layer.1'");
    }

    @Test
    void a_program_without_votes_says_uniform_and_no_token_is_ever_impossible() {
        Program program = ProgramParser.parse("vocab a b\nlabel A\ntoken a -> A\npredict A -> b=1000\n", "p");
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0, 1}}, 0);
        NextTokenTable table = Interpreter.of(program, "p").next(contexts);
        assertThat(table.get(0, 0)).isCloseTo(0.5e-6, within(1e-15));
        assertThat(table.get(1, 0)).isEqualTo(0.5);
    }

    @Test
    void a_token_outside_the_vocabulary_is_refused() {
        Interpreter interpreter = Interpreter.of(xor(), "xor");
        List<int[]> sequences = new ArrayList<>(List.of(new int[] {3}));
        assertThatThrownBy(() -> interpreter.next(ContextSet.lastPosition(sequences)))
                .hasMessageContaining("token id 3");
    }
}
