package org.assay.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.api.Test;

class TorchTransformerTest {
    private static final TransformerConfig CONFIG = TransformerConfig.standard(2, 16, 2, 8, 5, ActFn.GELU);
    private static final int[][] SEQUENCES = {{0, 1, 2, 3}, {4, 3, 2, 1}};

    @Test
    void many_threads_may_ask_one_network() throws InterruptedException, ExecutionException {
        try (TorchTransformer network = TorchTransformer.of(Architectures.random(CONFIG, 1))) {
            double[] alone = network.record(SEQUENCES, List.of(), HookPoint.LOGITS, new int[] {3, 7});
            ExecutorService pool = Executors.newFixedThreadPool(4);
            try {
                List<Future<double[]>> answers = new ArrayList<>();
                for (int i = 0; i < 64; i++) {
                    answers.add(pool.submit(
                            () -> network.record(SEQUENCES, List.of(), HookPoint.LOGITS, new int[] {3, 7})));
                }
                for (Future<double[]> answer : answers) {
                    assertThat(answer.get()).isEqualTo(alone);
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @Test
    void sequences_of_one_call_must_be_equally_long_and_within_the_context() {
        try (TorchTransformer network = TorchTransformer.of(Architectures.random(CONFIG, 1))) {
            assertThatThrownBy(() -> logits(network, new int[][] {{0, 1}, {2}}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("equally long");
            assertThatThrownBy(() -> logits(network, new int[1][9]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 .. 8 tokens, got 9");
        }
    }

    private static double[] logits(TorchTransformer network, int[][] sequences) {
        return network.record(sequences, List.of(), List.of(HookPoint.LOGITS), false)
                .get(HookPoint.LOGITS);
    }
}
