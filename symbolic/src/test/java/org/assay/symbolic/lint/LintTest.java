package org.assay.symbolic.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.LabelTrace;
import org.assay.symbolic.run.RandomPrograms;
import org.assay.symbolic.text.BuiltInPrograms;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

class LintTest {
    private static final String AB =
            "vocab a b\nlabel L\nlabel A : L\nlabel B : L\ntoken a -> A\ntoken b -> B\npredict L -> a=1\n";

    private static List<String> findings(String items) {
        return Lint.of(ProgramParser.parse(AB + items, "p")).stream()
                .map(Finding::toString)
                .toList();
    }

    @Test
    void programs_that_come_along_have_no_findings() {
        for (String name : BuiltInPrograms.names()) {
            assertThat(Lint.of(BuiltInPrograms.open(name))).as(name).isEmpty();
        }
    }

    @Test
    void units_that_never_or_always_fire_are_found() {
        assertThat(
                        findings(
                                "label hit : L\nunit u layer 1 when {+A +B} >= 3 add {hit}\nunit v layer 1 when {} >= 0 add {hit}\n"))
                .containsExactly("unit u never fires: its atoms count at most 2, and it needs 3");
        assertThat(findings("label hit : L\nunit u layer 1 when {+A -B} >= -1 add {hit}\n"))
                .containsExactly("unit u always fires, whatever its atoms say");
        assertThat(findings("counter n : L\nunit u layer 1 when {+A} >= 0 count add {n}\n"))
                .isEmpty();
    }

    @Test
    void heads_that_keep_nothing_are_found_and_what_they_would_insert_is_never_active() {
        assertThat(findings("head h layer 1 k=1 theta=2 offset {+1} value {L}\npredict h:A -> a=1\n"))
                .containsExactly(
                        "head h keeps no key: one scores at most 1, and theta is 2",
                        "predict h:A votes for 'h:A', which is never active there");
        assertThat(findings("head h layer 1 k=1 theta=1 query when {+A +B} >= 3 seek {+A} offset {+1} value {L}\n"))
                .containsExactly("head h has a query whose condition never holds");
    }

    @Test
    void atoms_and_matches_that_can_never_hold_are_found() {
        assertThat(findings("label hit : L\nhead h layer 1 k=1 theta=1 offset {+1} value {A}\n"
                        + "unit u layer 1 when {+h:A +A} >= 1 add {hit}\n"))
                .containsExactly("unit u asks for 'h:A', which is never active there");
        assertThat(findings("head h layer 1 k=1 theta=1 offset {+1} value {A}\n"
                        + "head g layer 2 k=1 theta=1 match {+L query h key h} offset {+1} value {B}\n"))
                .isEmpty();
        assertThat(findings(
                        "head h layer 1 k=1 theta=1 offset {+1} value {A}\nhead f layer 1 k=1 theta=1 offset {+2} value {B}\n"
                                + "head g layer 2 k=1 theta=1 match {+L query h key f} offset {+1} value {B}\n"))
                .containsExactly("head g matches 'L', of which query and key never share a child");
    }

    @Test
    void duplicates_are_found() {
        assertThat(
                        findings(
                                "head h layer 1 k=1 theta=1 offset {+1} value {A}\nhead g layer 1 k=1 theta=1 offset {+1} value {A}\n"))
                .containsExactly("head h is like head 'g' of its layer: one of them can do both");
        assertThat(
                        findings(
                                "label x : L\nlabel y : L\nunit u layer 1 when {+A} >= 1 add {x}\nunit v layer 1 when {+A} >= 1 add {y}\n"))
                .containsExactly("unit v has the condition of unit 'u' of its layer: one of them can do both");
        assertThat(
                        findings(
                                "head h layer 1 k=1 theta=1 query when {} >= 0 seek {+A} query when {} >= 0 seek {+A} value {A}\n"))
                .containsExactly("head h asks the same query twice");
    }

    @Test
    void labels_that_never_come_about_or_that_nothing_asks_for_are_found() {
        assertThat(findings("label x\n"))
                .containsExactly("label x is never active: no token brings it and no unit adds it");
        assertThat(findings("label x\nunit u layer 1 when {+A} >= 1 add {x}\n"))
                .containsExactly("label x is idle: nothing asks for it or for a label above it");
    }

    @Test
    void deletions_without_effect_are_found() {
        assertThat(findings("unit u layer 1 when {+A} >= 1 del {L}\n"))
                .containsExactly(
                        "unit u deletes 'L', which is never explicit there: only explicit labels can be deleted");
    }

    @Test
    void a_unit_that_is_said_never_to_fire_never_does() {
        int said = 0;
        for (int i = 0; i < 300; i++) {
            Program program = RandomPrograms.program(Seed.of(61).child(i));
            List<String> dead = Lint.of(program).stream()
                    .filter(finding -> finding.what().startsWith("never fires"))
                    .map(Finding::item)
                    .toList();
            said += dead.size();
            int[] tokens = RandomPrograms.sequence(Seed.of(62).child(i), 12);
            LabelTrace trace = Interpreter.of(program, "p").trace(tokens);
            for (LabelTrace.Step step : trace.steps()) {
                step.fired().forEach(fired -> assertThat(dead).doesNotContain("unit " + fired.unit()));
            }
        }
        assertThat(said).isGreaterThan(20);
    }

    @Test
    void without_what_is_dead_the_law_is_the_same() {
        for (int i = 0; i < 100; i++) {
            Program program = RandomPrograms.program(Seed.of(63).child(i));
            List<String> dead = Lint.of(program).stream()
                    .filter(finding -> finding.what().startsWith("never fires"))
                    .map(Finding::item)
                    .toList();
            List<Layer> layers = program.layers().stream()
                    .map(layer -> new Layer(
                            layer.heads(),
                            layer.units().stream()
                                    .filter(unit -> !dead.contains("unit " + unit.name()))
                                    .toList()))
                    .toList();
            if (layers.isEmpty() || isEmpty(layers.get(layers.size() - 1))) {
                continue;
            }
            Program pruned = Program.of(
                    program.vocabulary(),
                    parents(program),
                    program.counters().stream()
                            .filter(program.declared()::contains)
                            .toList(),
                    program.tokenLabels(),
                    layers,
                    program.unembedding());
            ContextSet contexts = ContextSet.everyPosition(
                    new int[][] {RandomPrograms.sequence(Seed.of(64).child(i), 8)}, 0);
            assertThat(Interpreter.of(pruned, "p").next(contexts))
                    .isEqualTo(Interpreter.of(program, "p").next(contexts));
        }
    }

    private static boolean isEmpty(Layer layer) {
        return layer.heads().isEmpty() && layer.units().isEmpty();
    }

    private static Map<String, SortedSet<String>> parents(Program program) {
        Map<String, SortedSet<String>> parents = new TreeMap<>();
        program.declared()
                .names()
                .forEach(name -> parents.put(name, program.declared().parents(name)));
        return parents;
    }
}
