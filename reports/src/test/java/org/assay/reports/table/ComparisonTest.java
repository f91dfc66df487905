package org.assay.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Score;
import org.assay.reports.SampleScores;
import org.assay.reports.table.Comparison.Cell;
import org.assay.reports.table.Comparison.Mark;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void every_score_has_exactly_one_cell() {
        List<Score> scores = SampleScores.of();
        List<Comparison> comparisons = Comparison.of(scores);
        assertThat(comparisons).extracting(Comparison::process).containsExactly("toy-english", "mess3");
        assertThat(comparisons.stream()
                        .flatMap(comparison -> comparison.rows().stream())
                        .flatMap(row -> row.cells().stream())
                        .flatMap(java.util.Optional::stream)
                        .map(Cell::score))
                .containsExactlyInAnyOrderElementsOf(scores);
        for (Comparison comparison : comparisons) {
            for (Comparison.Row row : comparison.rows()) {
                for (int c = 0; c < row.cells().size(); c++) {
                    Comparison.Column column = comparison.columns().get(c);
                    row.cells().get(c).ifPresent(cell -> {
                        assertThat(cell.score().score()).isEqualTo(column.score());
                        assertThat(cell.score().target()).isEqualTo(column.target());
                        assertThat(cell.score().method()).isEqualTo(row.method());
                        assertThat(cell.score().control()).isEqualTo(row.control());
                    });
                }
            }
        }
    }

    @Test
    void controls_stand_right_under_their_method() {
        Comparison comparison = Comparison.of(List.of(
                        score("b", "", 0.5, 0.01),
                        score("a", "", 0.5, 0.01),
                        score("a", "untrained", 0.1, 0.01),
                        score("b", "untrained", 0.1, 0.01)))
                .get(0);
        assertThat(comparison.rows().stream().map(row -> row.method() + ":" + row.control()))
                .containsExactly("b:", "b:untrained", "a:", "a:untrained");
    }

    @Test
    void a_control_without_a_method_of_its_own_says_what_it_is() {
        Comparison comparison = Comparison.of(List.of(
                        score("n-gram", "bigram", 0.5, 0.01),
                        score("a", "", 0.5, 0.01),
                        score("a", "bigram", 0.5, 0.01)))
                .get(0);
        assertThat(comparison.rows())
                .extracting(Comparison.Row::title)
                .containsExactly("n-gram, control: bigram", "a", "control: bigram");
    }

    @Test
    void best_needs_an_interval_clear_of_every_other_method() {
        assertThat(marks(score("a", "", 0.9, 0.01), score("b", "", 0.7, 0.01))).containsExactly(Mark.BEST, Mark.NONE);
        assertThat(marks(score("a", "", 0.9, 0.15), score("b", "", 0.7, 0.15))).containsExactly(Mark.LEADS, Mark.NONE);
        assertThat(marks(score("a", "", 0.9, 0.01))).containsExactly(Mark.NONE);
        assertThat(marks(score("a", "", 0.9, 0.01), score("b", "", 0.9, 0.01))).containsExactly(Mark.LEADS, Mark.LEADS);
    }

    @Test
    void nothing_is_clear_about_a_single_seed() {
        Score one = score("a", "", "r2", 0.9, 0, 1);
        Score other = score("b", "", "r2", 0.2, 0, 1);
        assertThat(marks(one, other)).containsExactly(Mark.LEADS, Mark.NONE);
        Score control = score("a", "untrained", "r2", 0.2, 0, 1);
        assertThat(cell(Comparison.of(List.of(one, control)).get(0), 0).matchedBy())
                .isEmpty();
        Score equal = score("a", "untrained", "r2", 0.9, 0, 1);
        assertThat(cell(Comparison.of(List.of(one, equal)).get(0), 0).matchedBy())
                .containsExactly("untrained");
    }

    @Test
    void lower_is_better_for_divergences_and_unknown_scores_are_not_ranked() {
        assertThat(marks(score("a", "", "kl-from-truth", 0.9, 0.01, 3), score("b", "", "kl-from-truth", 0.2, 0.01, 3)))
                .containsExactly(Mark.NONE, Mark.BEST);
        assertThat(marks(score("a", "", "width", 0.9, 0.01, 3), score("b", "", "width", 0.2, 0.01, 3)))
                .containsExactly(Mark.NONE, Mark.NONE);
        assertThat(Better.of("excess-loss")).isEqualTo(Better.LOWER);
        assertThat(Better.of("adjusted-v-measure")).isEqualTo(Better.HIGHER);
        assertThat(Better.of("description-length")).isEqualTo(Better.UNRANKED);
    }

    @Test
    void a_control_that_does_as_well_is_named_and_never_ranked() {
        Comparison comparison = Comparison.of(List.of(
                        score("a", "", 0.8, 0.05),
                        score("a", "untrained", 0.85, 0.05),
                        score("a", "shuffled-targets", 0.1, 0.05),
                        score("b", "random", 0.99, 0.001)))
                .get(0);
        assertThat(cell(comparison, 0).matchedBy()).containsExactly("untrained");
        assertThat(cell(comparison, 0).mark()).isEqualTo(Mark.NONE);
        assertThat(comparison.rows().stream()
                        .filter(Comparison.Row::isControl)
                        .map(row -> row.cells().get(0).orElseThrow().mark()))
                .containsOnly(Mark.NONE);
    }

    @Test
    void parts_hold_every_cell_once_and_come_apart_where_no_method_connects_them() {
        for (Comparison comparison : Comparison.of(SampleScores.of())) {
            List<Comparison> parts = comparison.parts();
            assertThat(parts).hasSize(2);
            assertThat(parts.get(0).rows())
                    .extracting(Comparison.Row::method)
                    .containsOnly("network", "n-gram", "program");
            assertThat(parts.get(1).rows()).extracting(Comparison.Row::method).doesNotContain("program");
            assertThat(parts.stream()
                            .flatMap(part -> part.rows().stream())
                            .flatMap(row -> row.cells().stream())
                            .flatMap(java.util.Optional::stream))
                    .containsExactlyInAnyOrderElementsOf(comparison.rows().stream()
                            .flatMap(row -> row.cells().stream())
                            .flatMap(java.util.Optional::stream)
                            .toList());
        }
    }

    @Test
    void one_method_that_has_all_scores_keeps_the_table_whole() {
        Comparison comparison = Comparison.of(List.of(
                        score("a", "", "r2", 0.5, 0.1, 3),
                        score("b", "", "kl-from-truth", 0.5, 0.1, 3),
                        score("c", "", "r2", 0.5, 0.1, 3),
                        score("c", "", "kl-from-truth", 0.5, 0.1, 3)))
                .get(0);
        assertThat(comparison.parts()).containsExactly(comparison);
    }

    @Test
    void the_network_itself_is_shown_but_competes_with_no_explanation() {
        assertThat(marks(
                        score("network", "", "kl-from-network", 0, 0, 3),
                        score("program", "", "kl-from-network", 0.3, 0.01, 3),
                        score("other", "", "kl-from-network", 0.5, 0.01, 3)))
                .containsExactly(Mark.NONE, Mark.BEST, Mark.NONE);
    }

    @Test
    void a_wide_table_comes_apart_by_unit_and_score_and_loses_no_cell() {
        List<Score> scores = new java.util.ArrayList<>();
        for (int t = 0; t < 6; t++) {
            scores.add(score("m", "", "r2", "target-" + t));
            scores.add(score("m", "", "capture", "target-" + t));
        }
        scores.add(score("m", "", "size", ""));
        List<Comparison> parts = Comparison.of(scores).get(0).parts();
        assertThat(parts.stream().map(part -> part.columns().size())).containsExactly(6, 6, 1);
        assertThat(parts.get(0).columns()).extracting(Comparison.Column::score).containsOnly("r2");
        assertThat(parts.get(1).columns()).extracting(Comparison.Column::title).contains("capture of target-0");
        assertThat(parts.get(2).columns()).extracting(Comparison.Column::title).containsExactly("size");
    }

    @Test
    void two_scores_in_one_cell_are_refused() {
        Score first = score("a", "", 0.5, 0.01);
        assertThatThrownBy(() -> Comparison.of(List.of(first, first)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one cell");
        assertThat(Comparison.of(List.of())).isEmpty();
    }

    @Test
    void text_fits_the_terminal_and_holds_every_value() {
        String text = ComparisonText.of(SampleScores.of(), 110);
        assertThat(text.lines()).allMatch(line -> line.length() <= 110);
        assertThat(text).contains("toy-english\n", "control: untrained", "kl-from-truth", "[nats/token]", "0.885*");
        for (Score score : SampleScores.of()) {
            assertThat(text).contains(Decimals.shown(score.value(), 3));
        }
        assertThatThrownBy(() -> ComparisonText.of(List.of(), 20)).hasMessageContaining("at least 60");
    }

    @Test
    void text_shows_escape_sequences_instead_of_running_them() {
        assertThat(ComparisonText.of(List.of(score("\u001B[2Jx", "", 0.5, 0.1)), 80))
                .contains("\\u001b[2Jx")
                .doesNotContain("\u001B");
    }

    private static List<Mark> marks(Score... scores) {
        return Comparison.of(List.of(scores)).get(0).rows().stream()
                .map(row -> row.cells().get(0).orElseThrow().mark())
                .toList();
    }

    private static Cell cell(Comparison comparison, int row) {
        return comparison.rows().get(row).cells().get(0).orElseThrow();
    }

    private static Score score(String method, String control, double value, double half) {
        return score(method, control, "r2", value, half, 3);
    }

    private static Score score(String method, String control, String name, double value, double half, int seeds) {
        return new Score(
                Score.idOf("p", "trained", method, control, "", "belief", name),
                "p",
                "trained",
                method,
                "",
                "belief",
                name,
                value,
                value - half,
                value + half,
                "share",
                control,
                seeds,
                new Derivation("f", "i", Map.of()));
    }

    private static Score score(String method, String control, String name, String target) {
        String id = Score.idOf("p", "trained", method, control, "", target, name);
        return new Score(
                id,
                "p",
                "trained",
                method,
                "",
                target,
                name,
                0.5,
                0.4,
                0.6,
                "share",
                control,
                3,
                new Derivation("f", "i", Map.of()));
    }
}
