package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assay.datasets.progress.Progress;
import org.assay.neural.djl.AdamW;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class KilledTrainingTest {
    private static final int STEPS = 2500;

    @TempDir
    private Path folder;

    private static TrainingJob job() {
        TrainingJob base = TrainerTest.job(TransformerConfig.standard(1, 16, 2, 8, 4, ActFn.RELU), STEPS, 1e-3, 12);
        TrainOptions options = TrainOptions.of(STEPS, 1e-3, Schedule.cosine(3, 0.1), AdamW.usual())
                .every(70, 50);
        return new TrainingJob("killed", base.config(), options, base.data(), base.heldOut(), base.seed());
    }

    @Test
    void a_process_killed_at_several_moments_and_run_again_ends_with_the_same_bytes()
            throws IOException, InterruptedException {
        TrainedNetwork undisturbed = Trainer.train(job(), folder.resolve("whole"), Progress.SILENT);
        Path broken = folder.resolve("broken");
        int killed = 0;
        long wait = 1000;
        for (int attempt = 0; attempt < 4; attempt++) {
            Process process = start(broken);
            if (!process.waitFor(wait, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                killed++;
            }
            wait += 400;
        }
        assertThat(killed).as("processes that were killed before they ended").isPositive();
        TrainedNetwork resumed = Trainer.train(job(), broken, Progress.SILENT);
        assertThat(resumed.weights().id()).isEqualTo(undisturbed.weights().id());
        assertThat(broken.resolve("metrics.jsonl"))
                .hasSameBinaryContentAs(folder.resolve("whole").resolve("metrics.jsonl"));
        assertThat(broken.resolve("checkpoints/step-000000002500/weights.safetensors"))
                .hasSameBinaryContentAs(
                        folder.resolve("whole").resolve("checkpoints/step-000000002500/weights.safetensors"));
    }

    private static Process start(Path into) throws IOException {
        Files.createDirectories(into);
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
