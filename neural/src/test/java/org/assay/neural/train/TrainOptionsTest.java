package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.neural.djl.AdamW;
import org.junit.jupiter.api.Test;

class TrainOptionsTest {
    private static final TrainOptions OPTIONS = new TrainOptions(110, 2e-3, 10, 0.1, AdamW.usual(), 30, 40);

    @Test
    void the_rate_rises_linearly_and_falls_by_a_half_cosine() {
        assertThat(OPTIONS.rate(0)).isCloseTo(2e-4, within(1e-15));
        assertThat(OPTIONS.rate(9)).isCloseTo(2e-3, within(1e-15));
        assertThat(OPTIONS.rate(10)).isCloseTo(2e-3, within(1e-15));
        assertThat(OPTIONS.rate(60)).isCloseTo(2e-3 * 0.55, within(1e-15));
        assertThat(OPTIONS.rate(110)).isCloseTo(2e-4, within(1e-15));
        TrainOptions constant = new TrainOptions(5, 1e-3, 0, 1, AdamW.usual(), 1, 1);
        assertThat(constant.rate(0)).isEqualTo(1e-3);
        assertThat(constant.rate(4)).isEqualTo(1e-3);
    }

    @Test
    void evaluations_are_dense_at_first_and_both_lists_end_at_the_last_step() {
        assertThat(OPTIONS.evaluationSteps()).containsExactly(0, 1, 2, 4, 8, 16, 30, 32, 60, 64, 90, 110);
        assertThat(OPTIONS.checkpointSteps()).containsExactly(40, 80, 110);
        assertThat(TrainOptions.of(1, 1e-3).evaluationSteps()).containsExactly(0, 1);
    }

    @Test
    void options_out_of_range_are_refused_by_name() {
        assertThatThrownBy(() -> TrainOptions.of(0, 1e-3)).hasMessageContaining("steps must be at least 1, got 0");
        assertThatThrownBy(() -> TrainOptions.of(10, 0)).hasMessageContaining("learning rate must be positive");
        assertThatThrownBy(() -> TrainOptions.of(10, Double.NaN)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> new TrainOptions(10, 1, 11, 0, AdamW.usual(), 1, 1))
                .hasMessageContaining("0 .. 10 steps, got 11");
        assertThatThrownBy(() -> new TrainOptions(10, 1, 1, 1.5, AdamW.usual(), 1, 1))
                .hasMessageContaining("[0, 1], got 1.5");
        assertThatThrownBy(() -> new AdamW(1, 0.9, 1e-8, 0, 1)).hasMessageContaining("beta1 must lie in [0, 1)");
        assertThatThrownBy(() -> new AdamW(0.9, 0.9, 1e-8, -1, 1)).hasMessageContaining("weight decay");
        assertThatThrownBy(() -> new AdamW(0.9, 0.9, 1e-8, 0, Double.NaN)).hasMessageContaining("clipping norm");
    }
}
