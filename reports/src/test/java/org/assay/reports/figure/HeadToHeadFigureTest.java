package org.assay.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Score;
import org.assay.reports.table.Comparison;
import org.junit.jupiter.api.Test;

class HeadToHeadFigureTest {
    @Test
    void the_nearest_explanation_comes_first_at_its_best_site_with_the_controls_of_that_site() {
        Figure figure = figure(List.of(
                score("network", "", "", 0.01),
                score("program", "", "", 0.3),
                score("program", "", "untrained", 2),
                score("principal-subspace-8", "early", "", 0.5),
                score("principal-subspace-8", "early", "random-subspace", 0.7),
                score("principal-subspace-8", "late", "", 0.2),
                score("principal-subspace-8", "late", "random-subspace", 0.9),
                score("n-gram", "", "trigram", 0.4)));
        assertThat(figure.table().rows())
                .extracting(row -> row.get(1))
                .containsExactly(
                        "the network itself",
                        "subspace of 8 directions",
                        "\u2514 random",
                        "program",
                        "\u2514 untrained",
                        "trigram");
        assertThat(figure.table().rows().get(1)).contains("late", "0.2").doesNotContain("early");
        assertThat(figure.caption())
                .startsWith("From the truth: subspace of 8 directions 0.2 (0.18 to 0.22), program 0.3 (0.27 to 0.33);"
                        + " the nearest of their controls is 0.9 away.");
    }

    @Test
    void a_distance_of_zero_has_no_mark_on_the_logarithmic_axis() {
        Figure figure = figure(List.of(score("program", "", "", 0), score("program", "", "untrained", 2)));
        List<?> series = (List<?>) figure.views().get(0).option().get("series");
        assertThat((List<?>) ((Map<?, ?>) series.get(1)).get("data")).isEmpty();
        assertThat(figure.table().rows().get(0)).contains("program", "0");
    }

    @Test
    void without_an_explanation_there_is_no_figure() {
        Comparison comparison =
                Comparison.of(List.of(score("network", "", "", 0.01))).get(0);
        assertThat(HeadToHeadFigure.of("h", comparison)).isEmpty();
    }

    private static Figure figure(List<Score> scores) {
        return HeadToHeadFigure.of("h", Comparison.of(scores).get(0)).orElseThrow();
    }

    private static Score score(String method, String site, String control, double value) {
        String network = control.equals("untrained") ? "untrained" : "trained";
        return new Score(
                Score.idOf("toy", network, method, control, site, "next-token", "kl-from-truth"),
                "toy",
                network,
                method,
                site,
                "next-token",
                "kl-from-truth",
                value,
                0.9 * value,
                1.1 * value,
                "nats/token",
                control,
                3,
                new Derivation("formula", "interval", Map.of()));
    }
}
