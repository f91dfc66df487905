package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Score;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private static final String SITE = "blocks.1.hook_resid_post";

    @Test
    void a_clear_lead_is_called_clear_and_stands_beside_its_control() {
        List<Score> scores = List.of(
                score("network", "", "", 0.01, 0.01, 0.01),
                score("program", "", "", 0.118, 0.104, 0.120),
                score("program", "", "untrained", 1.6, 1.5, 1.7),
                score("principal-subspace-8", SITE, "", 0.6, 0.5, 0.7),
                score("principal-subspace-24", SITE, "", 0.134, 0.125, 0.141));
        assertThat(Standings.of(scores))
                .containsExactly(
                        "The truest explanation is the program, 0.118 nats per token from the truth (0.104 to 0.120)."
                                + " Its strongest control, the same fitted to an untrained network, is 1.600 away. The best principal"
                                + " subspace is 0.134 away (0.125 to 0.141), clearly farther.");
    }

    @Test
    void overlapping_intervals_leave_the_question_open() {
        List<Score> scores = List.of(
                score("principal-subspace-4", SITE, "", 0.0006, 0.0005, 0.0030),
                score("principal-subspace-4", SITE, "random-subspace", 0.2, 0.1, 0.3),
                score("principal-subspace-4", SITE, "untrained", 0.4, 0.3, 0.5),
                score("program", "", "", 0.0026, 0.0024, 0.0028));
        assertThat(Standings.of(scores).get(0))
                .startsWith("No explanation is clearly the truest; the principal subspace of 4 directions at " + SITE
                        + " leads, 0.00060 nats per token")
                .contains("a random subspace of the same size, is 0.200 away", "the intervals overlap");
    }

    @Test
    void a_lead_that_a_control_matches_is_no_lead() {
        List<Score> scores =
                List.of(score("program", "", "", 0.2, 0.1, 0.3), score("program", "", "untrained", 0.25, 0.2, 0.3));
        assertThat(Standings.of(scores).get(0))
                .startsWith("No explanation is shown to be the truest: a control does as well");
    }

    @Test
    void nothing_is_said_where_no_explanation_was_measured() {
        assertThat(Standings.of(List.of(score("network", "", "", 0, 0, 0)))).isEmpty();
    }

    @Test
    void small_numbers_keep_two_digits() {
        assertThat(Standings.nats(0)).isEqualTo("0");
        assertThat(Standings.nats(0.12345)).isEqualTo("0.123");
        assertThat(Standings.nats(0.000049789)).isEqualTo("0.000050");
    }

    private static Score score(String method, String site, String control, double value, double low, double high) {
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
                low,
                high,
                "nats/token",
                control,
                3,
                new Derivation("formula", "interval", Map.of()));
    }
}
