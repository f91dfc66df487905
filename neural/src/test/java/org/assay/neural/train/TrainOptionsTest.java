package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.neural.djl.Adam;
import org.assay.neural.djl.AdamW;
import org.assay.neural.djl.Muon;
import org.assay.neural.djl.Sgd;
import org.assay.neural.train.Schedule.Decay;
import org.junit.jupiter.api.Test;

class TrainOptionsTest {
    private static final TrainOptions OPTIONS =
            TrainOptions.of(110, 2e-3, Schedule.cosine(10, 0.1), AdamW.usual()).every(30, 40);

    @Test
    void the_rate_rises_linearly_and_falls_by_a_half_cosine() {
        assertThat(OPTIONS.rate(0)).isCloseTo(2e-4, within(1e-15));
        assertThat(OPTIONS.rate(9)).isCloseTo(2e-3, within(1e-15));
        assertThat(OPTIONS.rate(10)).isCloseTo(2e-3, within(1e-15));
        assertThat(OPTIONS.rate(60)).isCloseTo(2e-3 * 0.55, within(1e-15));
        assertThat(OPTIONS.rate(110)).isCloseTo(2e-4, within(1e-15));
    }

    @Test
    void a_constant_rate_is_its_peak() {
        TrainOptions constant = TrainOptions.of(5, 1e-3, Schedule.constant(), AdamW.usual());
        assertThat(constant.rate(0)).isEqualTo(1e-3);
        assertThat(constant.rate(4)).isEqualTo(1e-3);
        assertThat(new Schedule(4, 0, Decay.NONE, 1).rate(2, 1, 10)).isEqualTo(1);
    }

    @Test
    void a_level_stretch_lies_between_warm_up_and_decay() {
        Schedule schedule = new Schedule(10, 50, Decay.LINEAR, 0.2);
        assertThat(schedule.rate(1, 4, 100)).isCloseTo(0.5, within(1e-15));
        assertThat(schedule.rate(1, 10, 100)).isEqualTo(1);
        assertThat(schedule.rate(1, 60, 100)).isEqualTo(1);
        assertThat(schedule.rate(1, 80, 100)).isCloseTo(0.6, within(1e-15));
        assertThat(schedule.rate(1, 100, 100)).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void evaluations_are_dense_at_first_and_held_wherever_something_is_written() {
        assertThat(OPTIONS.evaluationSteps()).containsExactly(0, 1, 2, 4, 8, 16, 30, 32, 40, 60, 64, 80, 90, 110);
        assertThat(OPTIONS.keeping(List.of(3, 5)).evaluationSteps()).contains(3, 4, 5);
        assertThat(OPTIONS.checkpointSteps()).containsExactly(40, 80, 110);
        assertThat(TrainOptions.of(1, 1e-3).evaluationSteps()).containsExactly(0, 1);
    }

    @Test
    void log_spaced_steps_begin_one_by_one_and_end_at_the_last() {
        assertThat(TrainOptions.logSpaced(40, 1.18))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 15, 18, 21, 25, 30, 35, 40);
        assertThat(TrainOptions.logSpaced(1, 2)).containsExactly(0, 1);
        assertThatThrownBy(() -> TrainOptions.logSpaced(10, 1)).hasMessageContaining("above 1");
    }

    @Test
    void options_out_of_range_are_refused_by_name() {
        assertThatThrownBy(() -> TrainOptions.of(0, 1e-3)).hasMessageContaining("steps must be at least 1, got 0");
        assertThatThrownBy(() -> TrainOptions.of(10, 0)).hasMessageContaining("learning rate must be positive");
        assertThatThrownBy(() -> TrainOptions.of(10, Double.NaN)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> TrainOptions.of(10, 1, Schedule.cosine(11, 0), AdamW.usual()))
                .hasMessageContaining("0 .. 10 steps, got 11");
        assertThatThrownBy(() -> Schedule.cosine(1, 1.5)).hasMessageContaining("[0, 1], got 1.5");
        assertThatThrownBy(() -> OPTIONS.keeping(List.of(5, 3))).hasMessageContaining("must rise within 0 .. 110");
        assertThatThrownBy(() -> OPTIONS.keeping(List.of(111))).hasMessageContaining("got [111]");
        assertThatThrownBy(() -> new EarlyStop(-1, 0, 0)).hasMessageContaining("early stop");
        assertThatThrownBy(() -> new EarlyStop(0, -1, 0)).hasMessageContaining("early stop");
    }

    @Test
    void optimisers_out_of_range_are_refused_by_name() {
        assertThatThrownBy(() -> new AdamW(1, 0.9, 1e-8, 0, 1)).hasMessageContaining("beta1 must lie in [0, 1)");
        assertThatThrownBy(() -> new AdamW(0.9, 0.9, 1e-8, -1, 1)).hasMessageContaining("weight decay");
        assertThatThrownBy(() -> new AdamW(0.9, 0.9, 1e-8, 0, Double.NaN)).hasMessageContaining("clipping norm");
        assertThatThrownBy(() -> new Adam(0.9, 0.9, 0, 0, 1)).hasMessageContaining("epsilon must be positive");
        assertThatThrownBy(() -> new Sgd(0, true, 0, 1)).hasMessageContaining("Nesterov");
        assertThatThrownBy(() -> new Sgd(0.9, true, Double.NaN, 1)).hasMessageContaining("penalty");
        assertThatThrownBy(() -> new Muon(0.95, true, 0, false, 0, 10, AdamW.usual()))
                .hasMessageContaining("iterations must be 1 .. 100, got 0");
    }
}
