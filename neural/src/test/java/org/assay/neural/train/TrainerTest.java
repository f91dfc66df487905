package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.neural.djl.AdamW;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
    void a_rate_far_too_high_stops_with_the_step_and_leaves_the_last_good_checkpoint() {
        TransformerConfig unbounded = TransformerConfig.bilinearAttentionOnly(2, 16, 2, 8, 4);
        assertThatThrownBy(() -> Trainer.train(job(unbounded, 40, 1e6, 7), folder, Progress.SILENT))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("diverged at step")
                .hasMessageContaining("last good checkpoint");
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
