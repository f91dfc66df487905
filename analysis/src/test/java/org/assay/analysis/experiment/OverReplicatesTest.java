package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.analysis.experiment.Measurement.RuleValue;
import org.assay.analysis.experiment.Measurement.Value;
import org.assay.analysis.metric.Score;
import org.junit.jupiter.api.Test;

class OverReplicatesTest {
    private static Measurement measured(double r2, double excess) {
        return new Measurement(
                List.of(
                        new Value("program", "", "", "belief", "r2", r2, "share", "formula", Map.of("seed", "s" + r2)),
                        new Value("program", "untrained", "", "belief", "r2", 0, "share", "formula", Map.of())),
                List.of(new RuleValue("induction", "induction", 0.25, excess, 3)),
                1,
                2,
                List.of(),
                List.of(),
                Optional.empty(),
                "",
                Map.of());
    }

    @Test
    void a_score_is_the_mean_with_the_range_and_keeps_every_value() {
        List<Score> scores =
                OverReplicates.scores("mess3", List.of(measured(0.5, 1), measured(0.25, 2), measured(0.75, 3)), 3);
        Score program = scores.get(0);
        assertThat(program.id()).isEqualTo("mess3/trained/program/belief/r2");
        assertThat(List.of(program.low(), program.value(), program.high())).containsExactly(0.25, 0.5, 0.75);
        assertThat(program.seeds()).isEqualTo(3);
        assertThat(program.derivation().inputs()).containsEntry("values", "0.5 | 0.25 | 0.75");
        assertThat(program.derivation().inputs()).containsEntry("seed", "s0.5 | s0.25 | s0.75");
    }

    @Test
    void a_control_on_the_untrained_network_is_a_row_of_its_own() {
        Score control =
                OverReplicates.scores("mess3", List.of(measured(0.5, 1)), 1).get(1);
        assertThat(control.network()).isEqualTo("untrained");
        assertThat(control.control()).isEqualTo("untrained");
        assertThat(control.id()).isEqualTo("mess3/untrained/program/untrained/belief/r2");
    }

    @Test
    void rules_keep_their_range_over_replicates() {
        var rules = OverReplicates.rules(List.of(measured(0, 1), measured(0, 2), measured(0, 6)));
        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).low()).isEqualTo(1);
        assertThat(rules.get(0).excess()).isEqualTo(3);
        assertThat(rules.get(0).high()).isEqualTo(6);
        assertThat(rules.get(0).share()).isEqualTo(0.25);
    }

    @Test
    void a_rule_that_wins_in_one_replicate_of_four_has_a_quarter_of_its_share_there() {
        Measurement without =
                new Measurement(List.of(), List.of(), 1, 2, List.of(), List.of(), Optional.empty(), "", Map.of());
        var rules = OverReplicates.rules(List.of(without, measured(0, 2), without, without));
        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).share()).isEqualTo(0.0625);
        assertThat(rules.get(0).excess()).isEqualTo(2);
    }
}
