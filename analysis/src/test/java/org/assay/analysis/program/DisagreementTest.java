package org.assay.analysis.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.Languages;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

class DisagreementTest {
    private static final ContextSet ROWS = ContextSet.everyPosition(
            new int[][] {{0, 1, 2, 3, 0, 2, 3, 3}, {1, 1, 3, 0, 1, 2, 2, 3}, {3, 3, 0, 0, 2, 1, 2, 2}}, 0);
    private static final Program PROGRAM = SmallProgram.program();
    private static final Interpreter WHOLE = Interpreter.of(PROGRAM, "whole");

    /** The same program that has never heard of the trigram c d -> a. */
    private static final Interpreter LACKING = Interpreter.of(
            ProgramParser.parse(
                    SmallProgram.TEXT.replace("when {+D +back:C} >= 2", "when {+D +back:C} >= 3"), "lacking"),
            "lacking");

    @Test
    void a_program_agrees_with_itself_and_with_its_text() {
        PrintedProgram printed = PrintedProgram.of(PROGRAM, ROWS);
        assertThat(printed.same()).isTrue();
        assertThat(printed.contexts()).isEqualTo(24);
        assertThat(printed.lines()).isPositive();
        Disagreement none = disagreement(WHOLE, WHOLE, Optional.empty());
        assertThat(none.divergence()).isZero();
        assertThat(none.byToken()).allMatch(place -> place.share() == 0);
        assertThat(examples(WHOLE, WHOLE)).isEmpty();
    }

    @Test
    void the_map_shows_where_a_rule_is_missing() {
        Disagreement map = disagreement(WHOLE, LACKING, Optional.empty());
        assertThat(map.byToken().get(0).name()).isEqualTo("d");
        assertThat(map.byToken().get(0).share()).isCloseTo(1, within(1e-12));
        assertThat(map.byToken().stream()
                        .mapToDouble(Disagreement.Place::weight)
                        .sum())
                .isCloseTo(1, within(1e-12));
        assertThat(map.byPosition())
                .extracting(Disagreement.Place::name)
                .containsExactlyInAnyOrder("0", "1", "2-3", "4-7");
        double sum = map.byPosition().stream()
                .mapToDouble(place -> place.weight() * place.divergence())
                .sum();
        assertThat(sum).isCloseTo(map.divergence(), within(1e-12));
    }

    @Test
    void a_counterexample_is_as_short_as_can_be() {
        List<Counterexample> found = examples(WHOLE, LACKING);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).tokens()).containsExactly(2, 3);
        assertThat(found.get(0).length()).isGreaterThan(2);
        assertThat(found.get(0).labels()).containsExactly("else");
        assertThat(found.get(0).network()[0]).isGreaterThan(.89);
        assertThat(found.get(0).program()[0]).isLessThan(.3);
        assertThat(found.get(0).divergence()).isGreaterThan(.1);
    }

    @Test
    void with_a_language_places_are_its_rules() {
        RuleLanguage toy = (RuleLanguage) Languages.open("toy-english");
        ContextSet rows = SampledContexts.of(toy, Seed.of(1), 20, 32, 0).contexts();
        NextTokenTable truth = toy.next(rows);
        Interpreter nothing = Interpreter.of(
                ProgramParser.parse(
                        "vocab "
                                + String.join(
                                        " ",
                                        toy.vocabulary().tokens().stream()
                                                .map(token -> '"' + token + '"')
                                                .toList()),
                        "nothing"),
                "nothing");
        Disagreement map = Disagreement.of(rows, toy.vocabulary(), truth, nothing.next(rows), Optional.of(toy));
        assertThat(map.byRule().get(0).name()).isEqualTo("category-bigram");
        assertThat(map.byRule().stream().mapToDouble(Disagreement.Place::share).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void a_bound_must_be_positive() {
        assertThatThrownBy(() -> Counterexample.shortest(
                        WHOLE, WHOLE, ROWS, new double[ROWS.rows()], 0, 3, Optional.empty(), Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be positive");
    }

    private static Disagreement disagreement(
            Interpreter network, Interpreter program, Optional<RuleLanguage> language) {
        return Disagreement.of(ROWS, PROGRAM.vocabulary(), network.next(ROWS), program.next(ROWS), language);
    }

    private static List<Counterexample> examples(Interpreter network, Interpreter program) {
        double[] perRow = KlDivergence.perRow(network.next(ROWS), program.next(ROWS));
        return Counterexample.shortest(network, program, ROWS, perRow, .1, 10, Optional.empty(), Progress.SILENT);
    }
}
