package org.assay.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.djl.TorchTraining.State;
import org.assay.neural.djl.TorchTraining.StepReading;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.api.Test;

class TorchTrainingTest {
    private static final AdamW UNCLIPPED = new AdamW(0.9, 0.999, 1e-8, 0.1, Double.POSITIVE_INFINITY);
    private static final TransformerConfig CONFIG = TransformerConfig.standard(2, 16, 2, 8, 5, ActFn.GELU);

    /** Tokens of {@code count} batches of {@code sequences} sequences of n_ctx + 1 tokens. */
    private static int[][] batches(TransformerConfig config, int count, int sequences) {
        Draws draws = Seed.of(5).draws();
        int[][] batches = new int[count][sequences * (config.nCtx() + 1)];
        for (int[] batch : batches) {
            Arrays.setAll(batch, i -> draws.nextInt(config.dVocab()));
        }
        return batches;
    }

    private static double[] rates(int count, double rate) {
        double[] rates = new double[count];
        Arrays.fill(rates, rate);
        return rates;
    }

    private static State fresh(TransformerConfig config) {
        return State.initial(Architectures.random(config, 3).values(), AdamW.usual());
    }

    @Test
    void a_step_moves_every_tensor() {
        State before = fresh(CONFIG);
        try (TorchTraining training = TorchTraining.of(CONFIG, AdamW.usual(), before)) {
            training.steps(rates(1, 1e-3), batches(CONFIG, 1, 16), 16, CONFIG.nCtx() + 1);
            State after = training.state();
            assertThat(after.step()).isEqualTo(1);
            for (ParameterLayout.Parameter parameter :
                    ParameterLayout.of(CONFIG).parameters()) {
                int from = parameter.offset();
                int to = from + parameter.size();
                assertThat(Arrays.copyOfRange(after.parameters(), from, to))
                        .as(parameter.name())
                        .isNotEqualTo(Arrays.copyOfRange(before.parameters(), from, to));
            }
        }
    }

    @Test
    void updates_follow_the_published_rule_and_decay_matrices_only() {
        State before = fresh(CONFIG);
        int decayed = ParameterLayout.of(CONFIG).decayedSize();
        assertThat(decayed).isBetween(1, before.parameters().length - 1);
        double[] rates = {1e-2, 3e-3, 1e-2};
        int[][] batches = batches(CONFIG, 3, 4);
        try (TorchTraining training = TorchTraining.of(CONFIG, UNCLIPPED, before)) {
            State last = before;
            for (int step = 0; step < 3; step++) {
                training.steps(new double[] {rates[step]}, new int[][] {batches[step]}, 4, CONFIG.nCtx() + 1);
                State next = training.state();
                for (int i = 0; i < next.parameters().length; i++) {
                    double gradient = (next.firstMoments()[i] - 0.9 * last.firstMoments()[i]) / 0.1;
                    double second = 0.999 * last.secondMoments()[i] + 0.001 * gradient * gradient;
                    assertThat((double) next.secondMoments()[i]).isCloseTo(second, within(1e-6 + 1e-4 * second));
                    double mean = next.firstMoments()[i] / (1 - Math.pow(0.9, step + 1));
                    double square = next.secondMoments()[i] / (1 - Math.pow(0.999, step + 1));
                    double kept = last.parameters()[i] * (i < decayed ? 1 - rates[step] * 0.1 : 1);
                    assertThat((double) next.parameters()[i])
                            .isCloseTo(kept - rates[step] * mean / (Math.sqrt(square) + 1e-8), within(2e-6));
                }
                last = next;
            }
        }
    }

    @Test
    void the_gradient_is_clipped_as_one_vector() {
        State before = fresh(CONFIG);
        int[][] batch = batches(CONFIG, 1, 4);
        AdamW tight = new AdamW(0.9, 0.999, 1e-8, 0, 0.01);
        try (TorchTraining free = TorchTraining.of(CONFIG, UNCLIPPED, before);
                TorchTraining clipped = TorchTraining.of(CONFIG, tight, before)) {
            double norm = free.steps(rates(1, 1e-3), batch, 4, 9)[0].gradientNorm();
            assertThat(clipped.steps(rates(1, 1e-3), batch, 4, 9)[0].gradientNorm())
                    .isEqualTo(norm);
            assertThat(norm).isGreaterThan(0.1);
            float[] whole = free.state().firstMoments();
            float[] scaled = clipped.state().firstMoments();
            for (int i = 0; i < whole.length; i++) {
                assertThat((double) scaled[i]).isCloseTo(whole[i] * 0.01 / norm, within(1e-7));
            }
        }
    }

    @Test
    void many_steps_in_one_call_are_the_bits_of_one_step_in_each() {
        int[][] batches = batches(CONFIG, 6, 4);
        double[] rates = {1e-2, 9e-3, 8e-3, 7e-3, 6e-3, 5e-3};
        try (TorchTraining together = TorchTraining.of(CONFIG, AdamW.usual(), fresh(CONFIG));
                TorchTraining apart = TorchTraining.of(CONFIG, AdamW.usual(), fresh(CONFIG))) {
            StepReading[] readings = together.steps(rates, batches, 4, 9);
            for (int i = 0; i < 6; i++) {
                StepReading single = apart.steps(new double[] {rates[i]}, new int[][] {batches[i]}, 4, 9)[0];
                assertThat(single).isEqualTo(readings[i]);
            }
            assertThat(apart.state().parameters()).isEqualTo(together.state().parameters());
        }
    }

    @Test
    void a_state_copied_out_and_in_goes_on_with_the_same_bits() {
        int[][] batches = batches(CONFIG, 4, 4);
        try (TorchTraining whole = TorchTraining.of(CONFIG, AdamW.usual(), fresh(CONFIG));
                TorchTraining first = TorchTraining.of(CONFIG, AdamW.usual(), fresh(CONFIG))) {
            whole.steps(rates(4, 1e-2), batches, 4, 9);
            first.steps(rates(2, 1e-2), Arrays.copyOfRange(batches, 0, 2), 4, 9);
            try (TorchTraining second = TorchTraining.of(CONFIG, AdamW.usual(), first.state())) {
                second.steps(rates(2, 1e-2), Arrays.copyOfRange(batches, 2, 4), 4, 9);
                assertThat(second.state().step()).isEqualTo(4);
                assertThat(second.state().parameters()).isEqualTo(whole.state().parameters());
                assertThat(second.state().secondMoments())
                        .isEqualTo(whole.state().secondMoments());
            }
        }
    }

    @Test
    void gradients_do_not_depend_on_the_garbage_collector() throws InterruptedException {
        int[][] batches = batches(CONFIG, 40, 32);
        float[] quiet;
        try (TorchTraining training = TorchTraining.of(CONFIG, AdamW.usual(), fresh(CONFIG))) {
            training.steps(rates(40, 1e-2), batches, 32, 9);
            quiet = training.state().parameters();
        }
        AtomicBoolean running = new AtomicBoolean(true);
        Thread churn = new Thread(() -> {
            while (running.get()) {
                for (int i = 0; i < 200; i++) {
                    ByteBuffer buffer = ByteBuffer.allocateDirect(64);
                    while (buffer.hasRemaining()) {
                        buffer.put((byte) 77);
                    }
                }
                System.gc();
            }
        });
        churn.start();
        try (TorchTraining training = TorchTraining.of(CONFIG, AdamW.usual(), fresh(CONFIG))) {
            for (int i = 0; i < 40; i += 4) {
                training.steps(rates(4, 1e-2), Arrays.copyOfRange(batches, i, i + 4), 32, 9);
                System.gc();
            }
            assertThat(training.state().parameters()).isEqualTo(quiet);
        } finally {
            running.set(false);
            churn.join();
        }
    }

    @Test
    void a_call_that_fails_leaves_gradients_off() {
        assertThatThrownBy(() -> TorchEngine.withGradients(() -> {
                    assertThat(JniUtils.isGradMode()).isTrue();
                    throw new IllegalStateException("thrown on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(JniUtils.isGradMode()).isFalse();
    }

    @Test
    void a_program_that_does_not_compile_says_where() {
        assertThatThrownBy(() -> TorchProgram.compile(
                        "  def f(self: __torch__.M, x: Tensor) -> Tensor:\n    return torch.no_such_operation(x)\n"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("no_such_operation");
    }

    @Test
    void what_cannot_be_trained_on_is_refused_before_the_engine_sees_it() {
        try (TorchTraining training = TorchTraining.of(CONFIG, AdamW.usual(), fresh(CONFIG))) {
            int[] outside = batches(CONFIG, 1, 1)[0];
            outside[3] = 5;
            assertThatThrownBy(() -> training.steps(rates(1, 1), new int[][] {outside}, 1, 9))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token 5 at place 3");
            assertThatThrownBy(() -> training.steps(rates(1, 1), new int[][] {new int[10]}, 1, 10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 .. 9 tokens");
            assertThatThrownBy(() -> training.steps(rates(1, 1), new int[][] {new int[10]}, 2, 9))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got 10 tokens");
        }
        assertThatThrownBy(() -> TorchTraining.of(CONFIG, AdamW.usual(), State.initial(new float[7], AdamW.usual())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the state has 7");
    }

    @Test
    void a_call_leaves_no_array_behind() {
        try (TorchTraining training = TorchTraining.of(CONFIG, AdamW.usual(), fresh(CONFIG))) {
            int arrays = training.nativeArrays();
            for (int i = 0; i < 20; i++) {
                training.steps(rates(2, 1e-4), batches(CONFIG, 2, 4), 4, 9);
                training.losses(batches(CONFIG, 1, 4)[0], 4, 9);
                training.state();
            }
            assertThat(training.nativeArrays()).isEqualTo(arrays);
        }
    }

    @Test
    void values_copied_into_the_engine_do_not_borrow_java_memory() {
        float[] values = {1, 2, 3};
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                ai.djl.ndarray.NDArray copy =
                        TransformerConstants.nativeCopy(manager, values, new ai.djl.ndarray.types.Shape(3))) {
            for (int i = 0; i < 50; i++) {
                ByteBuffer.allocateDirect(12).asFloatBuffer().put(new float[] {7, 7, 7});
                System.gc();
            }
            assertThat(copy.toFloatArray()).isEqualTo(values);
        }
    }

    @Test
    void a_masked_loss_counts_scored_targets_alone() {
        State before = fresh(CONFIG);
        int[] batch = batches(CONFIG, 1, 4)[0];
        boolean[] scored = new boolean[4 * 8];
        for (int i = 0; i < scored.length; i++) {
            scored[i] = i % 8 >= 5 && i != 7;
        }
        try (TorchTraining training = TorchTraining.of(CONFIG, UNCLIPPED, before)) {
            float[] losses = training.losses(batch, 4, 9);
            double sum = 0;
            int count = 0;
            for (int i = 0; i < losses.length; i++) {
                sum += scored[i] ? losses[i] : 0;
                count += scored[i] ? 1 : 0;
            }
            float[] all = training.gradient(batch, new boolean[0][], 4, 9);
            float[] masked = training.gradient(batch, new boolean[][] {scored}, 4, 9);
            assertThat(masked).isNotEqualTo(all);
            StepReading reading =
                    training.steps(rates(1, 1e-3), new int[][] {batch}, new boolean[][] {scored}, 4, 9)[0];
            assertThat(reading.loss()).isCloseTo(sum / count, within(1e-5));
            float[] moments = training.state().firstMoments();
            for (int i = 0; i < moments.length; i++) {
                assertThat((double) moments[i]).isCloseTo(0.1 * masked[i], within(1e-6));
            }
        }
    }

    @Test
    void a_mask_of_every_target_is_no_mask() {
        int[] batch = batches(CONFIG, 1, 4)[0];
        boolean[] every = new boolean[4 * 8];
        Arrays.fill(every, true);
        try (TorchTraining training = TorchTraining.of(CONFIG, UNCLIPPED, fresh(CONFIG))) {
            float[] all = training.gradient(batch, new boolean[0][], 4, 9);
            float[] masked = training.gradient(batch, new boolean[][] {every}, 4, 9);
            for (int i = 0; i < all.length; i++) {
                assertThat((double) masked[i]).isCloseTo(all[i], within(1e-6));
            }
            assertThatThrownBy(() -> training.gradient(batch, new boolean[][] {new boolean[32]}, 4, 9))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no target of batch 0");
            assertThatThrownBy(() -> training.gradient(batch, new boolean[][] {new boolean[31]}, 4, 9))
                    .hasMessageContaining("a mask of 32 targets was promised, got 31");
        }
    }

    @Test
    void log_probabilities_are_the_losses_of_every_token() {
        int[] batch = batches(CONFIG, 1, 4)[0];
        try (TorchTraining training = TorchTraining.of(CONFIG, UNCLIPPED, fresh(CONFIG))) {
            float[] losses = training.losses(batch, 4, 9);
            float[] logs = training.logProbabilities(batch, 4, 9);
            assertThat(logs).hasSize(5 * losses.length);
            for (int row = 0; row < losses.length; row++) {
                assertThat(-logs[5 * row + batch[row / 8 * 9 + row % 8 + 1]]).isEqualTo(losses[row]);
            }
        }
    }

    @Test
    void a_step_that_is_not_finite_is_not_taken_nor_any_after_it() {
        float[] broken = Architectures.random(CONFIG, 3).values();
        broken[ParameterLayout.of(CONFIG).parameter("unembed.W_U").offset()] = Float.POSITIVE_INFINITY;
        State state = State.initial(broken, UNCLIPPED);
        try (TorchTraining training = TorchTraining.of(CONFIG, UNCLIPPED, state)) {
            StepReading[] readings = training.steps(rates(3, 1e-3), batches(CONFIG, 3, 4), 4, 9);
            assertThat(readings).hasSize(1);
            assertThat(readings[0].finite()).isFalse();
            assertThat(training.state()).usingRecursiveComparison().isEqualTo(state);
        }
    }
}
