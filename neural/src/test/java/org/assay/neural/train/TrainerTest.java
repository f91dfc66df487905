package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assay.datasets.file.FolderInUseException;
import org.assay.datasets.file.FolderLock;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.neural.djl.Adam;
import org.assay.neural.djl.AdamW;
import org.assay.neural.djl.Muon;
import org.assay.neural.djl.Optimiser;
import org.assay.neural.djl.Sgd;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.weights.NamedWeights;
import org.assay.neural.weights.SafeTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final TransformerConfig CONFIG = TransformerConfig.standard(1, 16, 2, 8, 4, ActFn.RELU);

    @TempDir
    private Path folder;

    static TrainingJob job(TransformerConfig config, int steps, double rate, long seed) {
        TrainOptions options = TrainOptions.of(steps, rate, Schedule.cosine(Math.min(3, steps), 0.1), AdamW.usual())
                .every(7, 5);
        CopyData data = new CopyData(Seed.of(seed).child("data"), 8, 9, 4, 3);
        HeldOut heldOut = HeldOut.of(new CopyData(Seed.of(seed).child("held-out"), 8, 9, 4, 3), 2);
        return new TrainingJob(
                "copy", config, options, data, heldOut, Seed.of(seed).child("init"));
    }

    @Test
    void loss_falls_from_that_of_a_fresh_network_towards_the_floor() throws IOException {
        TrainedNetwork trained = Trainer.train(job(CONFIG, 300, 1e-2, 1), folder, Progress.SILENT);
        assertThat(trained.curve().points().get(0).heldOutLoss()).isGreaterThan(1.2);
        assertThat(trained.curve().finalLoss())
                .as("2 of 8 targets cost ln 4, the others are copies: floor %s", 2 * Math.log(4) / 8)
                .isLessThan(0.6)
                .isGreaterThan(2 * Math.log(4) / 8 - 0.05);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 8, 14, 19, 22})
    void a_run_stopped_at_any_step_and_run_again_ends_with_the_same_bytes(int stopAfter) throws IOException {
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        TrainedNetwork undisturbed = Trainer.train(job(CONFIG, 23, 1e-2, 2), whole, Progress.SILENT);
        assertThatThrownBy(() -> Trainer.train(job(CONFIG, 23, 1e-2, 2), broken, new StopAfter(stopAfter)))
                .isInstanceOf(StopAfter.Stopped.class);
        TrainedNetwork resumed = Trainer.train(job(CONFIG, 23, 1e-2, 2), broken, Progress.SILENT);
        assertThat(resumed.weights().values()).isEqualTo(undisturbed.weights().values());
        assertThat(resumed.curve()).isEqualTo(undisturbed.curve());
        assertThat(broken.resolve("metrics.jsonl")).hasSameBinaryContentAs(whole.resolve("metrics.jsonl"));
        for (String file : List.of("weights.safetensors", "first-moments.safetensors", "second-moments.safetensors")) {
            Path last = Path.of("checkpoints", "step-000000000023", file);
            assertThat(broken.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
        }
    }

    @Test
    void the_same_job_gives_the_same_bytes_alone_and_beside_others() throws Exception {
        TrainedNetwork alone = Trainer.train(job(CONFIG, 60, 1e-2, 3), folder.resolve("alone"), Progress.SILENT);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<TrainedNetwork>> running = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Path own = folder.resolve("beside-" + i);
                long seed = i == 1 ? 3 : 100 + i;
                running.add(pool.submit(() -> Trainer.train(job(CONFIG, 60, 1e-2, seed), own, Progress.SILENT)));
            }
            assertThat(running.get(1).get().weights().id())
                    .isEqualTo(alone.weights().id());
            assertThat(running.get(0).get().weights().id())
                    .isNotEqualTo(alone.weights().id());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void a_finished_training_is_read_and_not_repeated() throws IOException {
        TrainedNetwork first = Trainer.train(job(CONFIG, 10, 1e-2, 4), folder, Progress.SILENT);
        List<Long> calls = new ArrayList<>();
        TrainedNetwork again = Trainer.train(job(CONFIG, 10, 1e-2, 4), folder, (task, done, total, note) -> {
            calls.add(done);
            assertThat(total).isEqualTo(10);
        });
        assertThat(calls).containsExactly(10L);
        assertThat(again.weights().id()).isEqualTo(first.weights().id());
        assertThat(again.curve()).isEqualTo(first.curve());
    }

    @Test
    void another_configuration_is_refused_and_named() throws IOException {
        Trainer.train(job(CONFIG, 10, 1e-2, 5), folder, Progress.SILENT);
        assertThatThrownBy(() -> Trainer.train(job(CONFIG, 10, 2e-2, 5), folder, Progress.SILENT))
                .isInstanceOf(OtherConfigurationException.class)
                .hasMessageContaining("options.learningRate: there 0.01, now 0.02");
        assertThatThrownBy(() -> Trainer.train(job(CONFIG, 10, 1e-2, 6), folder, Progress.SILENT))
                .isInstanceOf(OtherConfigurationException.class)
                .hasMessageContaining("data: there 8 x 9");
    }

    @Test
    void a_rate_far_too_high_stops_with_step_and_place_and_leaves_the_last_good_checkpoint() throws IOException {
        TransformerConfig unbounded = TransformerConfig.bilinearAttentionOnly(2, 16, 2, 8, 4);
        TrainingJob base = job(unbounded, 40, 1e3, 7);
        TrainOptions hot =
                TrainOptions.of(40, 1e3, Schedule.constant(), AdamW.usual()).every(40, 1);
        TrainingJob job = new TrainingJob("hot", unbounded, hot, base.data(), base.heldOut(), base.seed());
        DivergedException diverged =
                catchThrowableOfType(DivergedException.class, () -> Trainer.train(job, folder, Progress.SILENT));
        assertThat(diverged)
                .hasMessageContaining("training hot diverged at step " + diverged.step())
                .hasMessageContaining("last good checkpoint: step " + (diverged.step() - 1));
        assertThat(diverged.where()).matches("blocks\\.[01]\\.[a-z0-9_.]+ is the first activation that is not finite");
        assertThat(names(folder.resolve("checkpoints"))).contains("step-%012d".formatted(diverged.step() - 1));
        assertThatThrownBy(() -> Trainer.train(job, folder, Progress.SILENT))
                .as("a second run goes on from there and fails in the same way")
                .isInstanceOf(DivergedException.class)
                .hasMessage(diverged.getMessage());
    }

    @Test
    void a_step_that_is_not_finite_is_found_between_evaluations_too() {
        TransformerConfig unbounded = TransformerConfig.bilinearAttentionOnly(2, 16, 2, 8, 4);
        TrainingJob base = job(unbounded, 40, 3, 7);
        TrainOptions hot = TrainOptions.of(4000, 3, Schedule.constant(), AdamW.usual());
        TrainingJob job = new TrainingJob("hot", unbounded, hot, base.data(), base.heldOut(), base.seed());
        assertThatThrownBy(() -> Trainer.train(job, folder, Progress.SILENT))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("StepReading")
                .hasMessageContaining("not finite");
    }

    @Test
    void weights_of_chosen_steps_are_kept_the_same_in_a_run_that_was_stopped() throws IOException {
        TrainingJob base = job(CONFIG, 23, 1e-2, 2);
        TrainOptions keeping = base.options().keeping(TrainOptions.logSpaced(23, 1.5));
        TrainingJob job = new TrainingJob("keeping", CONFIG, keeping, base.data(), base.heldOut(), base.seed());
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        TrainedNetwork trained = Trainer.train(job, whole, Progress.SILENT);
        assertThatThrownBy(() -> Trainer.train(job, broken, new StopAfter(10))).isInstanceOf(StopAfter.Stopped.class);
        Trainer.train(job, broken, Progress.SILENT);
        List<String> kept = names(whole.resolve("kept"));
        assertThat(kept).hasSize(1 + keeping.keptSteps().size()).contains("manifest.json");
        for (String name : kept) {
            assertThat(broken.resolve("kept").resolve(name))
                    .hasSameBinaryContentAs(whole.resolve("kept").resolve(name));
        }
        Manifest.verify(whole.resolve("kept"));
        Path last = whole.resolve("kept/step-000000000023.safetensors");
        assertThat(NamedWeights.fromTensors(CONFIG, SafeTensors.read(last), last))
                .isEqualTo(trained.weights().values());
        Path first = whole.resolve("kept/step-000000000000.safetensors");
        assertThat(NamedWeights.fromTensors(CONFIG, SafeTensors.read(first), first))
                .isEqualTo(TransformerWeights.initial(CONFIG, job.seed()).values());
        assertThat(trained.curve().points().stream().map(LearningCurve.Point::step))
                .containsAll(keeping.keptSteps());
    }

    @Test
    void a_training_that_ends_early_ends_at_the_same_step_when_resumed_and_is_then_read_back() throws IOException {
        TrainingJob base = job(CONFIG, 400, 1e-2, 2);
        TrainOptions patient = base.options().every(10, 50).stopping(new EarlyStop(0, 3, 0.05));
        TrainingJob job = new TrainingJob("patient", CONFIG, patient, base.data(), base.heldOut(), base.seed());
        TrainedNetwork whole = Trainer.train(job, folder.resolve("whole"), Progress.SILENT);
        int end = whole.curve().last().step();
        assertThat(end).isLessThan(400).isGreaterThan(50);
        assertThatThrownBy(() -> Trainer.train(job, folder.resolve("broken"), new StopAfter(end - 5)))
                .isInstanceOf(StopAfter.Stopped.class);
        TrainedNetwork resumed = Trainer.train(job, folder.resolve("broken"), Progress.SILENT);
        assertThat(resumed.curve()).isEqualTo(whole.curve());
        assertThat(resumed.weights().id()).isEqualTo(whole.weights().id());
        TrainedNetwork again = Trainer.train(job, folder.resolve("whole"), Progress.SILENT);
        assertThat(again.curve()).isEqualTo(whole.curve());
        assertThat(again.weights().id()).isEqualTo(whole.weights().id());
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void every_optimiser_learns_and_resumes_with_the_same_bytes(Optimiser optimiser, double rate) throws IOException {
        TrainingJob base = job(CONFIG, 60, rate, 2);
        TrainOptions options =
                TrainOptions.of(60, rate, Schedule.cosine(3, 0.1), optimiser).every(20, 15);
        TrainingJob job = new TrainingJob("any", CONFIG, options, base.data(), base.heldOut(), base.seed());
        TrainedNetwork whole = Trainer.train(job, folder.resolve("whole"), Progress.SILENT);
        assertThat(whole.curve().finalLoss())
                .isLessThan(whole.curve().points().get(0).heldOutLoss() - 0.02);
        assertThatThrownBy(() -> Trainer.train(job, folder.resolve("broken"), new StopAfter(31)))
                .isInstanceOf(StopAfter.Stopped.class);
        TrainedNetwork resumed = Trainer.train(job, folder.resolve("broken"), Progress.SILENT);
        assertThat(resumed.weights().id()).isEqualTo(whole.weights().id());
        assertThat(resumed.curve()).isEqualTo(whole.curve());
    }

    static List<Arguments> optimisers() {
        return List.of(
                Arguments.of(new Adam(0.9, 0.999, 1e-8, 1e-4, 1), 1e-2),
                Arguments.of(new Sgd(0, false, 0, 1), 0.5),
                Arguments.of(new Sgd(0.9, true, 1e-4, 1), 0.1),
                Arguments.of(Muon.usual(), 1e-2));
    }

    @Test
    void checkpoints_of_another_version_are_refused_and_left_alone() throws IOException {
        Trainer.train(job(CONFIG, 10, 1e-2, 5), folder, Progress.SILENT);
        Path newest = folder.resolve("checkpoints/step-000000000010");
        Path state = newest.resolve("state.json");
        Files.writeString(state, Files.readString(state).replace("\"format\" : 2", "\"format\" : 1"));
        Manifest.write(newest);
        assertThatThrownBy(() -> Trainer.train(job(CONFIG, 10, 1e-2, 5), folder, Progress.SILENT))
                .isInstanceOf(OtherConfigurationException.class)
                .hasMessageContaining("format of checkpoints: there 1, now 2");
        assertThat(newest).isDirectory();
    }

    @Test
    void a_damaged_checkpoint_is_set_aside_for_the_one_before() throws IOException {
        TrainedNetwork first = Trainer.train(job(CONFIG, 23, 1e-2, 8), folder, Progress.SILENT);
        Path weights = folder.resolve("checkpoints/step-000000000023/weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        TrainedNetwork again = Trainer.train(job(CONFIG, 23, 1e-2, 8), folder, Progress.SILENT);
        assertThat(again.weights().id()).isEqualTo(first.weights().id());
        assertThat(folder.resolve("checkpoints/.damaged-step-000000000023")).isDirectory();
    }

    @Test
    void what_a_kill_between_two_file_operations_leaves_behind_does_no_harm() throws IOException {
        TrainedNetwork undisturbed = Trainer.train(job(CONFIG, 23, 1e-2, 8), folder, Progress.SILENT);
        Path checkpoints = folder.resolve("checkpoints");
        Path newest = checkpoints.resolve("step-000000000023");
        Files.createDirectories(checkpoints.resolve(".making"));
        Files.writeString(checkpoints.resolve(".making/weights.safetensors"), "half of a ");
        Files.writeString(checkpoints.resolve(".latest.part"), "step-0000");
        Files.delete(checkpoints.resolve("latest"));
        Files.delete(newest.resolve("manifest.json"));
        Files.writeString(folder.resolve("metrics.jsonl"), "{\"step\": 24, \"heldO", StandardOpenOption.APPEND);
        TrainedNetwork again = Trainer.train(job(CONFIG, 23, 1e-2, 8), folder, Progress.SILENT);
        assertThat(again.weights().id()).isEqualTo(undisturbed.weights().id());
        assertThat(again.curve()).isEqualTo(undisturbed.curve());
        assertThat(checkpoints.resolve("latest")).hasContent("step-000000000023");
    }

    @Test
    void a_training_that_is_asked_to_stop_leaves_a_checkpoint_and_goes_on() throws IOException {
        TrainOptions seldom = TrainOptions.of(200, 1e-2, Schedule.cosine(3, 0.1), AdamW.usual())
                .every(200, 100);
        TrainingJob base = job(CONFIG, 40, 1e-2, 9);
        TrainingJob job = new TrainingJob("seldom", CONFIG, seldom, base.data(), base.heldOut(), base.seed());
        assertThatThrownBy(() -> Trainer.train(job, folder.resolve("a"), Progress.SILENT, () -> true))
                .isInstanceOf(TrainingInterruptedException.class)
                .hasMessageContaining("run again");
        TrainedNetwork resumed = Trainer.train(job, folder.resolve("a"), Progress.SILENT);
        TrainedNetwork whole = Trainer.train(job, folder.resolve("b"), Progress.SILENT);
        assertThat(resumed.weights().id()).isEqualTo(whole.weights().id());
        assertThat(resumed.curve()).isEqualTo(whole.curve());
        assertThat(names(folder.resolve("a/checkpoints"))).isEqualTo(names(folder.resolve("b/checkpoints")));
    }

    /** A checkpoint that an interruption asked for, just before the end, does not take the place of a regular one. */
    @Test
    void an_interruption_in_the_last_stretch_leaves_the_same_checkpoints_in_the_end() throws IOException {
        TrainOptions seldom = TrainOptions.of(200, 1e-2, Schedule.cosine(3, 0.1), AdamW.usual())
                .every(200, 50);
        TrainingJob base = job(CONFIG, 40, 1e-2, 9);
        TrainingJob job = new TrainingJob("seldom", CONFIG, seldom, base.data(), base.heldOut(), base.seed());
        AtomicLong reached = new AtomicLong();
        Progress watched = (task, done, total, note) -> reached.set(done);
        assertThatThrownBy(() -> Trainer.train(job, folder.resolve("a"), watched, () -> reached.get() > 150))
                .isInstanceOf(TrainingInterruptedException.class);
        Trainer.train(job, folder.resolve("a"), Progress.SILENT);
        Trainer.train(job, folder.resolve("b"), Progress.SILENT);
        assertThat(names(folder.resolve("a/checkpoints")))
                .isEqualTo(names(folder.resolve("b/checkpoints")))
                .contains("step-000000000150", "step-000000000200");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void two_trainings_cannot_share_a_folder() throws IOException {
        Files.createDirectories(folder);
        try (FolderLock held = FolderLock.acquire(folder)) {
            assertThatThrownBy(() -> Trainer.train(job(CONFIG, 5, 1e-2, 10), held.folder(), Progress.SILENT))
                    .isInstanceOf(IOException.class)
                    .isInstanceOf(FolderInUseException.class);
        }
    }

    /** Throws from the first progress call at or after a step, as a kill between two native calls would end the run. */
    private record StopAfter(long step) implements Progress {
        private static final class Stopped extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        @Override
        public void at(String task, long done, long total, String note) {
            if (done >= step) {
                throw new Stopped();
            }
        }
    }
}
