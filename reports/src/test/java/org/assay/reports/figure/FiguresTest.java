package org.assay.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.analysis.experiment.ProcessResult;
import org.assay.analysis.experiment.ProcessResult.Attention;
import org.assay.analysis.experiment.ProcessResult.DiagramCard;
import org.assay.analysis.experiment.ProcessResult.EdgeCard;
import org.assay.analysis.experiment.ProcessResult.Panel;
import org.assay.analysis.experiment.ProcessResult.RuleCard;
import org.assay.analysis.experiment.ProcessResult.RuleExcess;
import org.assay.analysis.experiment.ProcessResult.Simplex;
import org.assay.datasets.file.Json;
import org.assay.reports.SampleRun;
import org.assay.reports.SampleScores;
import org.assay.reports.table.Comparison;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final ProcessResult TOY = SampleRun.of().processes().get(0);
    private static final ProcessResult MESS3 = SampleRun.of().processes().get(1);

    @Test
    void floor_caption_says_whether_the_floor_falls() {
        assertThat(FloorFigure.of("f", MESS3.language()).caption())
                .isEqualTo("As 8 tokens become known the floor falls steadily from 1.099 to 0.8034 nats (exact).");
        assertThat(FloorFigure.of("f", TOY.language()).caption())
                .contains("goes from 2.079 to 2.466 nats (sampled, standard error 0.0004)", "does not fall steadily");
    }

    @Test
    void training_caption_names_the_nearest_plateaus_on_both_sides() {
        assertThat(TrainingFigure.of("t", TOY).caption())
                .isEqualTo("All 3 seeds end between 2.529 and 2.536 nats per token, at most 0.059 above the floor of"
                        + " 2.477, below the trigram level of 2.69.");
        ProcessResult stuck = new ProcessResult(
                TOY.language(),
                TOY.network(),
                List.of(new ProcessResult.Curve(4, 10, List.of(0L, 5L), List.of(4.0, 2.8))),
                TOY.plateaus(),
                List.of(),
                List.of(),
                TOY.simplex(),
                "",
                Optional.empty(),
                List.of());
        assertThat(TrainingFigure.of("t", stuck).caption())
                .contains(
                        "The one seed ends at 2.8",
                        "below the bigram level",
                        "still not below the trigram level of 2.69");
    }

    @Test
    void training_table_keeps_step_0_that_the_logarithmic_axis_cannot_show() {
        Figure figure = TrainingFigure.of("t", MESS3);
        int measured = MESS3.curves().stream().mapToInt(c -> c.steps().size()).sum();
        assertThat(figure.table().rows()).hasSize(measured);
        assertThat(figure.table().rows().get(0)).startsWith("0", "0", "0");
        List<?> series = (List<?>) figure.views().get(0).option().get("series");
        assertThat((List<?>) ((Map<?, ?>) series.get(0)).get("data"))
                .hasSize(MESS3.curves().get(0).steps().size() - 1);
    }

    @Test
    void the_axis_of_training_holds_the_floor_and_every_plateau() {
        Map<?, ?> axis =
                (Map<?, ?>) TrainingFigure.of("t", TOY).views().get(0).option().get("yAxis");
        assertThat(((Number) axis.get("min")).doubleValue())
                .isLessThan(TOY.language().floor());
        assertThat(((Number) axis.get("max")).doubleValue()).isGreaterThan(3.934);
    }

    @Test
    void rule_caption_weighs_excess_by_share() {
        List<RuleExcess> rules = List.of(
                new RuleExcess("rare", "k", 0.1, 0.5, 0.4, 0.6, 2),
                new RuleExcess("common", "k", 0.9, 0.1, 0.09, 0.11, 1));
        Figure figure = RuleExcessFigure.of("r", rules);
        assertThat(figure.caption())
                .isEqualTo("The network is 0.14 nats per token above the floor, 64% of it where \"common\" wins."
                        + " Position for position it is worst at \"rare\" (0.5, interval 0.4 to 0.6). The untrained"
                        + " network is 1.1 above; note the separate scale.");
        assertThat(figure.table().rows()).extracting(row -> row.get(0)).containsExactly("common", "rare");
    }

    @Test
    void rule_caption_claims_no_share_of_an_excess_of_zero() {
        Figure figure = RuleExcessFigure.of("r", List.of(new RuleExcess("only", "k", 1, 0, 0, 0, 1)));
        assertThat(figure.caption()).startsWith("The network is 0 nats per token above the floor. ");
    }

    @Test
    void attention_is_drawn_signed_only_when_a_weight_is_negative() {
        assertThat(Json.line(
                        AttentionFigure.of("a", TOY.attention()).views().get(0).option()))
                .contains("@diverging")
                .doesNotContain("@sequential");
        Figure unsigned = AttentionFigure.of("a", MESS3.attention());
        assertThat(Json.line(unsigned.views().get(0).option()))
                .contains("@sequential")
                .doesNotContain("@diverging");
        assertThat(unsigned.caption())
                .contains("layer 0 head 1 looks most at the previous token")
                .doesNotContain("signed");
        assertThat(unsigned.views()).hasSize(2);
    }

    @Test
    void simplex_caption_sets_the_read_out_beside_its_strongest_control() {
        Simplex simplex = MESS3.simplex().orElseThrow();
        Figure figure = SimplexFigure.of("s", simplex);
        assertThat(figure.caption())
                .contains("R2 0.9874; the strongest control, \"logits\", reaches 0.981, an excess of 0.0064")
                .contains("every 3rd of 6,400 contexts");
        Panel weak = new Panel("layer", "", 0.5, simplex.truth());
        Panel control = new Panel("logits", "logits", 0.6, simplex.truth());
        assertThat(SimplexFigure.of("s", new Simplex(simplex.states(), simplex.truth(), List.of(weak, control)))
                        .caption())
                .contains("so there is no excess: -0.1");
    }

    @Test
    void simplex_table_measures_error_and_points_outside() {
        List<List<Double>> truth = List.of(List.of(1.0, 0.0, 0.0), List.of(0.0, 1.0, 0.0));
        List<List<Double>> off = List.of(List.of(1.3, -0.3, 0.0), List.of(0.0, 1.0, 0.0));
        Figure figure = SimplexFigure.of(
                "s",
                new Simplex(
                        List.of("a", "b", "c"),
                        truth,
                        List.of(new Panel("same", "", 1, truth), new Panel("off", "", 0.9, off))));
        assertThat(figure.table().rows())
                .containsExactly(List.of("same", "", "1", "0", "0"), List.of("off", "", "0.9", "0.173", "50"));
    }

    @Test
    void comparison_shows_one_score_at_a_time_with_all_that_have_it() {
        Comparison comparison = Comparison.of(SampleScores.of()).get(1);
        Figure figure = ComparisonFigure.of("c", comparison);
        assertThat(figure.views())
                .extracting(Figure.View::name)
                .contains("kl-from-truth of next-token", "r2 of belief");
        long mess3 = SampleScores.of().stream()
                .filter(score -> score.process().equals("mess3"))
                .count();
        assertThat(figure.table().rows()).hasSize((int) mess3);
        Map<?, ?> names = (Map<?, ?>) figure.views().get(0).option().get("yAxis");
        assertThat(figure.views().get(0).name()).isEqualTo("r2 of belief");
        assertThat((List<?>) names.get("data")).hasSize(16);
        assertThat(figure.caption())
                .isEqualTo(
                        "On 2 of 5 ranked scores one method is best, its interval clear of every other. Of 14 values of"
                                + " methods, 4 are matched by a control of the same method.");
    }

    @Test
    void every_figure_refuses_to_be_drawn_from_nothing() {
        assertThatThrownBy(() -> RuleExcessFigure.of("r", List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AttentionFigure.of("a", List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AttentionFigure.of("a", List.of(new Attention(List.of("x"), List.of()))))
                .isInstanceOf(IllegalArgumentException.class);
        Simplex simplex = MESS3.simplex().orElseThrow();
        assertThatThrownBy(() -> SimplexFigure.of("s", new Simplex(List.of("a", "b"), simplex.truth(), List.of())))
                .hasMessageContaining("3 states, got 2");
        Panel shorter = new Panel("p", "", 1, simplex.truth().subList(0, 5));
        assertThatThrownBy(
                        () -> SimplexFigure.of("s", new Simplex(simplex.states(), simplex.truth(), List.of(shorter))))
                .hasMessageContaining("has 5 points, the truth has 6400");
        assertThatThrownBy(() -> new Figure("Bad Id", "k", "h", "c", 1, "View", new ArrayList<>(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_loss_that_is_not_a_number_is_a_gap_in_the_drawing() {
        assertThat(Option.number(Double.NaN)).isNull();
        assertThat(Json.line(Option.point(1, Double.POSITIVE_INFINITY))).isEqualTo("[1,null]");
        assertThat(Json.line(Option.number(2.4552491))).isEqualTo("2.4552");
    }

    @Test
    void a_state_diagram_has_an_arrow_for_every_pair_and_a_view_for_every_token() {
        Figure figure = StateFigure.of("s", MESS3.language().diagrams().get(0));
        assertThat(figure.views())
                .extracting(Figure.View::name)
                .containsExactly("all tokens", "token 0", "token 1", "token 2");
        for (Figure.View view : figure.views()) {
            assertThat(dataOf(view, 0)).hasSize(9);
            assertThat(dataOf(view, 1)).hasSize(3);
        }
        assertThat(figure.table().rows())
                .hasSize(27)
                .contains(List.of("S0", "0", "S0", "0.765"), List.of("S1", "2", "S0", "0.00375"));
        assertThat(figure.caption()).startsWith("3 states, 3 tokens, 27 edges").contains("has a belief over them");
        assertThat(dataOf(figure.views().get(0), 0).get(0).toString()).contains("label=[0.9]");
        assertThat(dataOf(figure.views().get(1), 0).get(0).toString()).contains("label=[0: 0.765]");
    }

    @Test
    void a_unifilar_diagram_says_so_and_a_generalised_one_has_weights() {
        DiagramCard coin = new DiagramCard(
                "coin", List.of("S"), List.of(new EdgeCard(0, 0, "h", .5), new EdgeCard(0, 0, "t", .5)), true);
        Figure figure = StateFigure.of("s", coin);
        assertThat(figure.caption()).startsWith("1 state, 2 tokens").contains("determine the next state");
        assertThat(dataOf(figure.views().get(0), 0).get(0).toString()).contains("label=[h: 0.5, t: 0.5]");
        DiagramCard weights = new DiagramCard("w", List.of("a", "b"), List.of(new EdgeCard(0, 1, "h", -.5)), false);
        assertThat(StateFigure.of("s", weights).caption()).contains("Weights may be negative");
        assertThat(StateFigure.of("s", weights).views()).hasSize(1);
        assertThatThrownBy(() -> StateFigure.of("s", new DiagramCard("none", List.of("a"), List.of(), true)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_rule_table_keeps_the_order_and_leaves_a_gap_where_there_is_no_floor() {
        List<RuleCard> rules = List.of(
                new RuleCard("first", "skip-trigram", "a ... b", "c", .25, .2, Optional.of(.3)),
                new RuleCard("boost", "boost", "after d", "e", 0, .05, Optional.empty()),
                new RuleCard("rest", "category-bigram", "otherwise", "any", .75, .75, Optional.of(3.0)));
        Figure figure = RuleTableFigure.of("r", rules);
        assertThat(figure.table().rows())
                .containsExactly(
                        List.of("1", "first", "skip-trigram", "a ... b", "c", "25", "20", "0.3"),
                        List.of("2", "boost", "boost", "after d", "e", "0", "5", ""),
                        List.of("3", "rest", "category-bigram", "otherwise", "any", "75", "75", "3"));
        assertThat(figure.caption())
                .startsWith("\u201crest\u201d wins most often, at 75%")
                .contains("1 of 3 won nowhere");
        assertThat(dataOf(figure.views().get(0), 0)).hasSize(3);
        assertThat(dataOf(figure.views().get(0), 2)).hasSize(2);
        assertThatThrownBy(() -> RuleTableFigure.of("r", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<?> dataOf(Figure.View view, int series) {
        return (List<?>) ((Map<?, ?>) ((List<?>) view.option().get("series")).get(series)).get("data");
    }
}
