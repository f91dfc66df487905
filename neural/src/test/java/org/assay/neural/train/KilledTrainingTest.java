package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.neural.djl.AdamW;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed (SIGKILL, which no process can catch) while they train, and the one that goes on after them. Moments
 * are drawn: some time after a drawn step was reached, or as soon as a file that is not yet renamed is seen.
 */
@Tag("slow")
class KilledTrainingTest {
    private static final int STEPS = 3000;
    private static final int CHECKPOINT_EVERY = 25;
    private static final int LONGEST_DELAY_MILLISECONDS = 40;
    private static final long SECONDS_TO_WAIT = 240;

    @TempDir
    private Path folder;

    private static TrainingJob job() {
        TrainingJob base = TrainerTest.job(TransformerConfig.standard(1, 16, 2, 8, 4, ActFn.RELU), STEPS, 1e-3, 12);
        TrainOptions options = TrainOptions.of(STEPS, 1e-3, Schedule.cosine(3, 0.1), AdamW.usual())
                .every(70, CHECKPOINT_EVERY)
                .keeping(TrainOptions.logSpaced(STEPS, 1.18));
        return new TrainingJob("killed", base.config(), options, base.data(), base.heldOut(), base.seed());
    }

    @Test
    void a_process_killed_twice_and_run_again_ends_with_the_same_bytes() throws Exception {
        killAndGoOn(2);
    }

    @Test
    @EnabledIfSystemProperty(named = "assay.optional", matches = "true")
    void a_process_killed_twenty_times_and_run_again_ends_with_the_same_bytes() throws Exception {
        int unfinished = killAndGoOn(20);
        assertThat(unfinished).as("kills that left a file without its name").isPositive();
    }

    /** Gives how many kills left a file that had been begun and not renamed. */
    private int killAndGoOn(int kills) throws Exception {
        TrainedNetwork undisturbed = Trainer.train(job(), folder.resolve("whole"), Progress.SILENT);
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Draws draws = Seed.of(20).child("kills").draws();
        int unfinished = 0;
        for (int kill = 0; kill < kills; kill++) {
            // Steps of the k-th kill lie in the k-th part of the training, so that each finds one under way.
            int part = (STEPS - 10 * CHECKPOINT_EVERY) / kills;
            int step = kill * part + draws.nextInt(part);
            boolean whileWriting = kill % 2 == 1;
            int delay = draws.nextInt(LONGEST_DELAY_MILLISECONDS);
            Process process = start(broken);
            await(process, () -> newestStep(broken) >= step);
            if (whileWriting) {
                await(process, () -> begun(broken));
            } else {
                Thread.sleep(delay);
            }
            assertThat(process.isAlive())
                    .as("process %d was still training when it was killed", kill)
                    .isTrue();
            process.destroyForcibly().waitFor();
            unfinished += begun(broken) ? 1 : 0;
        }
        TrainedNetwork resumed = Trainer.train(job(), broken, Progress.SILENT);
        assertThat(resumed.weights().id()).isEqualTo(undisturbed.weights().id());
        assertThat(resumed.curve()).isEqualTo(undisturbed.curve());
        requireSameFiles(folder.resolve("whole"), broken);
        return unfinished;
    }

    /** Everything but the event files, which hold the time, and the lock. */
    private static void requireSameFiles(Path whole, Path broken) throws IOException {
        List<String> names = names(whole);
        assertThat(names(broken)).isEqualTo(names);
        assertThat(names).hasSizeGreaterThan(50).contains("metrics.jsonl", "kept/manifest.json");
        for (String name : names) {
            assertThat(broken.resolve(name)).as(name).hasSameBinaryContentAs(whole.resolve(name));
        }
    }

    private static List<String> names(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith("events.") && !name.endsWith("lock"))
                    .sorted()
                    .toList();
        }
    }

    /** A condition on files that another process is writing. */
    private interface Seen {
        boolean holds() throws IOException;
    }

    private static void await(Process process, Seen seen) throws Exception {
        long tries = TimeUnit.SECONDS.toMillis(SECONDS_TO_WAIT);
        while (!seen.holds() && process.isAlive() && tries-- > 0) {
            Thread.sleep(1);
        }
    }

    private static int newestStep(Path training) throws IOException {
        try {
            String name = Files.readString(training.resolve("checkpoints/latest"), StandardCharsets.UTF_8);
            return name.isBlank() ? 0 : Integer.parseInt(name.strip().replaceAll("\\D", ""));
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    private static boolean begun(Path training) throws IOException {
        if (Files.exists(training.resolve("checkpoints/.making"))) {
            return true;
        }
        for (String part : List.of("checkpoints", "kept")) {
            if (Files.isDirectory(training.resolve(part))) {
                try (Stream<Path> files = Files.list(training.resolve(part))) {
                    if (files.anyMatch(
                            file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".part"))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static Process start(Path into) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        into.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Trains in the folder that it is given. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Trainer.train(job(), Path.of(arguments[0]), Progress.SILENT);
        }
    }
}
