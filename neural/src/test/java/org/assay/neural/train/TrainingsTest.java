package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assay.datasets.progress.Progress;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingsTest {
    private static final TransformerConfig CONFIG = TransformerConfig.standard(1, 16, 2, 8, 4, ActFn.RELU);

    @TempDir
    private Path folder;

    private final List<TrainedNetwork> told = Collections.synchronizedList(new ArrayList<>());

    private Trainings.Task task(TrainingJob job, String name) {
        return new Trainings.Task(() -> job, folder.resolve(name), told::add);
    }

    private List<Trainings.Task> seeds(String name, int... seeds) {
        List<Trainings.Task> tasks = new ArrayList<>();
        for (int seed : seeds) {
            tasks.add(task(TrainerTest.job(CONFIG, 40, 1e-2, seed), name + seed));
        }
        return tasks;
    }

    @Test
    void bytes_do_not_depend_on_the_number_of_workers_or_on_the_order() throws IOException {
        List<TrainedNetwork> one = Trainings.train(seeds("a", 1, 2, 3), 1, Progress.SILENT, () -> false);
        List<TrainedNetwork> two = Trainings.train(seeds("b", 3, 2, 1), 2, Progress.SILENT, () -> false);
        assertThat(told).hasSize(6);
        for (int i = 0; i < 3; i++) {
            assertThat(two.get(2 - i).weights().id())
                    .isEqualTo(one.get(i).weights().id());
            assertThat(two.get(2 - i).curve()).isEqualTo(one.get(i).curve());
        }
    }

    @Test
    void one_that_diverges_is_told_after_the_others_have_ended() {
        TransformerConfig unbounded = TransformerConfig.bilinearAttentionOnly(2, 16, 2, 8, 4);
        List<Trainings.Task> tasks = new ArrayList<>();
        tasks.add(task(TrainerTest.job(unbounded, 40, 1e6, 7), "hot"));
        tasks.addAll(seeds("cold", 1, 2));
        assertThatThrownBy(() -> Trainings.train(tasks, 2, Progress.SILENT, () -> false))
                .isInstanceOf(DivergedException.class);
        assertThat(told).hasSize(2);
    }

    @Test
    void any_other_failure_stops_the_others_and_is_the_one_that_is_told() {
        List<Trainings.Task> tasks = new ArrayList<>(seeds("early", 1));
        tasks.add(new Trainings.Task(
                () -> {
                    throw new IllegalStateException("cannot be made");
                },
                folder.resolve("never"),
                told::add));
        tasks.addAll(seeds("late", 2, 3, 4));
        assertThatThrownBy(() -> Trainings.train(tasks, 1, Progress.SILENT, () -> false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot be made");
        assertThat(told).hasSize(1);
    }

    @Test
    void when_asked_to_stop_those_that_have_not_begun_do_not_begin() {
        assertThatThrownBy(() -> Trainings.train(seeds("stop", 1, 2), 1, Progress.SILENT, () -> true))
                .isInstanceOf(TrainingInterruptedException.class)
                .hasMessageContaining("before it began; run again to go on");
        assertThat(folder.resolve("stop1")).doesNotExist();
    }
}
