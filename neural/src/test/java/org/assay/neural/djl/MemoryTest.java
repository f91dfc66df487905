package org.assay.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.assay.neural.FreshProcess;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Native memory over thousands of calls, in a process whose Java heap is touched from the start, so that what grows is what
 * leaks.
 */
@Tag("slow")
class MemoryTest {
    private static final TransformerConfig CONFIG = TransformerConfig.standard(2, 16, 2, 8, 5, ActFn.GELU);
    private static final List<String> FIXED_HEAP = List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch");
    private static final int ROUNDS = 10;
    private static final long ALLOWED = 4L << 20;

    @ParameterizedTest
    @ValueSource(classes = {Steps.class, Questions.class})
    void memory_is_flat_over_thousands_of_calls(Class<?> work) throws IOException, InterruptedException {
        FreshProcess process = FreshProcess.run(FIXED_HEAP, work);
        assertThat(process.exit()).as(process.said()).isZero();
    }

    /**
     * Runs {@code calls} calls to warm up and ten times as many to measure, in ten rounds; fails when memory grows by more than
     * {@link #ALLOWED} in all, going by the median round. A leak grows in every round; what the compiler of the virtual machine
     * takes for itself comes in a few. Each round ends with a collection: Java buffers that wait to be collected are no leak.
     */
    private static void requireFlat(int calls, Runnable call) {
        round(2 * calls, call);
        long[] gained = new long[ROUNDS];
        long before = ResidentMemory.bytes();
        for (int i = 0; i < ROUNDS; i++) {
            round(calls, call);
            long now = ResidentMemory.bytes();
            gained[i] = now - before;
            before = now;
        }
        Arrays.sort(gained);
        long median = (gained[ROUNDS / 2 - 1] + gained[ROUNDS / 2]) / 2;
        if (ROUNDS * median > ALLOWED) {
            throw new IllegalStateException(ROUNDS * median + " bytes gained over " + ROUNDS * calls
                    + " calls; by round " + Arrays.toString(gained));
        }
    }

    private static void round(int calls, Runnable call) {
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        System.gc();
    }

    /** 1000 + 5000 training steps, one for each call. */
    static final class Steps {
        private Steps() {}

        public static void main(String[] arguments) {
            TransformerWeights weights = Architectures.random(CONFIG, 1);
            int[][] batch = new int[1][16 * 9];
            Arrays.setAll(batch[0], i -> i % 5);
            double[] rate = {1e-4};
            try (TorchTraining training = TorchTraining.of(
                    CONFIG, AdamW.usual(), TorchTraining.State.initial(weights.values(), AdamW.usual()))) {
                requireFlat(500, () -> training.steps(rate, batch, 16, 9));
            }
        }
    }

    /** Recording, editing, gradients and flows, 500 + 2500 times. */
    static final class Questions {
        private static final int[][] SEQUENCES = {{0, 1, 2, 3}, {4, 3, 2, 1}};
        private static final int[] ROWS = {3, 7};
        private static final UnitEdit EDIT =
                new UnitEdit("blocks.0.hook_resid_post", ROWS, 16, new double[32], new double[256], false);

        private Questions() {}

        public static void main(String[] arguments) {
            try (TorchTransformer network = TorchTransformer.of(Architectures.random(CONFIG, 1))) {
                requireFlat(250, () -> {
                    network.record(SEQUENCES, List.of(), "blocks.1.hook_resid_post", ROWS);
                    network.record(SEQUENCES, List.of(EDIT), HookPoint.LOGITS, ROWS);
                    network.gradients(SEQUENCES, List.of(), List.of("blocks.1.hook_q_input"), true, new double[40]);
                    network.flow(
                            SEQUENCES,
                            List.of(),
                            List.of("blocks.1.hook_q_input"),
                            List.of("blocks.0.attn.hook_result"),
                            new double[40],
                            new double[128]);
                });
            }
        }
    }
}
