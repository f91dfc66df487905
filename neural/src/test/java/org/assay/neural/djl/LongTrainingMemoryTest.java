package org.assay.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.corpus.BatchSource;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.neural.FreshProcess;
import org.assay.neural.train.HeldOut;
import org.assay.neural.train.TrainOptions;
import org.assay.neural.train.Trainer;
import org.assay.neural.train.TrainingJob;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole training, with evaluations, checkpoints and kept weights, in a process whose Java heap is touched from the start. */
@Tag("slow")
class LongTrainingMemoryTest {
    private static final List<String> FIXED_HEAP = List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch");
    private static final int EARLY = 2_000;
    private static final int STEPS = 20_000;
    /** A kilobyte lost in each step would be more; the rest is what the virtual machine takes for itself. */
    private static final long ALLOWED = 16L << 20;

    @TempDir
    private Path folder;

    @Test
    void memory_after_20000_steps_is_what_it_was_after_2000() throws IOException, InterruptedException {
        FreshProcess process = FreshProcess.run(
                Stream.concat(FIXED_HEAP.stream(), Stream.of("-Dfolder=" + folder))
                        .toList(),
                Training.class);
        assertThat(process.exit()).as(process.said()).isZero();
    }

    private record Uniform(Seed seed) implements BatchSource {
        @Override
        public int batchSize() {
            return 8;
        }

        @Override
        public int sequenceLength() {
            return 9;
        }

        @Override
        public int[] batch(long step) {
            Draws draws = seed.child(step).draws();
            int[] tokens = new int[72];
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = draws.nextInt(4);
            }
            return tokens;
        }
    }

    /** Trains, and fails when memory grew. */
    static final class Training {
        private Training() {}

        public static void main(String[] arguments) throws IOException {
            TrainOptions options = TrainOptions.of(STEPS, 1e-3).keeping(TrainOptions.logSpaced(STEPS, 1.18));
            TrainingJob job = new TrainingJob(
                    "long",
                    TransformerConfig.standard(1, 16, 2, 8, 4, ActFn.GELU),
                    options,
                    new Uniform(Seed.of(1)),
                    HeldOut.of(new Uniform(Seed.of(2)), 2),
                    Seed.of(3));
            long[] resident = new long[2];
            Progress watch = (task, done, total, note) -> {
                if (resident[0] == 0 && done >= EARLY || done == STEPS) {
                    System.gc();
                    resident[done == STEPS ? 1 : 0] = ResidentMemory.bytes();
                }
            };
            Trainer.train(job, Files.createDirectories(Path.of(System.getProperty("folder"))), watch);
            System.out.println(
                    "resident " + resident[0] + " at step " + EARLY + ", " + resident[1] + " at step " + STEPS);
            System.exit(resident[1] - resident[0] <= ALLOWED ? 0 : 1);
        }
    }
}
