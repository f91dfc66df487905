package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.neural.djl.Adam;
import org.assay.neural.djl.AdamW;
import org.assay.neural.djl.Muon;
import org.assay.neural.djl.Optimiser;
import org.assay.neural.djl.Sgd;
import org.assay.neural.train.EarlyStop;
import org.assay.neural.train.Schedule;
import org.assay.neural.train.TrainOptions;
import org.assay.neural.train.TrainingJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceTrainingTest {
    private static TrainOptions options(String... overrides) throws IOException {
        return ReferenceTraining.options(
                ModelSpec.open("bilinear", List.of(overrides)).training());
    }

    static Stream<Arguments> optimisers() {
        AdamW adamW = new AdamW(0.9, 0.999, 1e-8, 0.01, 1);
        return Stream.of(
                Arguments.of("adamw", adamW),
                Arguments.of("adam", new Adam(0.9, 0.999, 1e-8, 0.01, 1)),
                Arguments.of("sgd", new Sgd(0, false, 0.01, 1)),
                Arguments.of("nesterov", new Sgd(0.9, true, 0.01, 1)),
                Arguments.of("muon", new Muon(0.95, true, 5, false, 0.01, 10, adamW)),
                Arguments.of("muon-per-head", new Muon(0.95, true, 5, true, 0.01, 10, adamW)));
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void each_optimiser_has_its_name(String name, Optimiser optimiser) throws IOException {
        assertThat(options("training.optimiser=" + name).optimiser()).isEqualTo(optimiser);
    }

    @Test
    void what_is_not_said_is_adamw_with_a_cosine_to_zero_on_every_target() throws IOException {
        TrainOptions options = options();
        assertThat(options.optimiser()).isEqualTo(new AdamW(0.9, 0.999, 1e-8, 0.01, 1));
        assertThat(options.schedule()).isEqualTo(Schedule.cosine(100, 0));
        assertThat(options.keptSteps()).isEmpty();
        assertThat(options.earlyStop()).isEqualTo(EarlyStop.never());
    }

    @Test
    void schedule_kept_steps_and_early_stop_are_what_the_fields_say() throws IOException {
        TrainOptions options = options(
                "training.schedule=linear",
                "training.level=50",
                "training.final_share=0.1",
                "training.keep_ratio=2",
                "training.steps=200",
                "training.patience=3",
                "training.improvement=0.01",
                "training.target_excess=0.02");
        assertThat(options.schedule()).isEqualTo(new Schedule(100, 50, Schedule.Decay.LINEAR, 0.1));
        assertThat(options.keptSteps()).containsExactly(0, 1, 2, 4, 8, 16, 32, 64, 128, 200);
        assertThat(options.earlyStop()).isEqualTo(new EarlyStop(0.02, 3, 0.01));
        assertThat(options("training.schedule=constant").rate(2499)).isEqualTo(0.006);
    }

    @Test
    void a_loss_on_scored_targets_masks_training_and_held_out_data() throws IOException {
        ModelSpec every = ModelSpec.open("bilinear", List.of());
        ModelSpec scored = ModelSpec.open("bilinear", List.of("training.loss=scored"));
        TrainingJob all = ReferenceTraining.job("copy", Languages.open("unique-copy-26"), every, Seed.of(1));
        TrainingJob part = ReferenceTraining.job("copy", Languages.open("unique-copy-26"), scored, Seed.of(1));
        assertThat(all.data().scored(0)).isEmpty();
        assertThat(part.data().scored(0)).contains(true).contains(false);
        assertThat(part.heldOut().source().scored(0)).contains(true).contains(false);
        assertThat(part.heldOut().floor()).isLessThan(all.heldOut().floor());
        assertThat(part.key()).isNotEqualTo(all.key());
    }

    @Test
    void values_out_of_range_are_told_with_the_field() {
        assertThatThrownBy(() -> options("training.optimiser=lion"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("optimiser must be one of");
        assertThatThrownBy(() -> options("training.keep_ratio=0.5"))
                .hasMessageContaining("keep_ratio must be 0 or above 1");
        assertThatThrownBy(() -> options("training.final_share=2"))
                .hasMessageContaining("final_share must lie in [0, 1]");
        assertThatThrownBy(() -> options("training.level=2450")).hasMessageContaining("warmup and level");
        assertThatThrownBy(() -> options("training.lr=1")).hasMessageContaining("lr");
    }
}
