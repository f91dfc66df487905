package org.assay.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.djl.TorchTraining.State;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ParameterLayout.Parameter;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimiserTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;
    /** Bilinear attention: under softmax the biases of keys have no gradient, and no step would move them. */
    private static final TransformerConfig CONFIG = Architectures.of(
            Attention.BILINEAR, ActFn.BILINEAR, false, NormalizationType.LN, PositionalEmbeddingType.STANDARD, true);

    private static final ParameterLayout LAYOUT = ParameterLayout.of(CONFIG);

    static List<Optimiser> optimisers() {
        AdamW other = new AdamW(0.9, 0.95, 1e-8, 0.1, NEVER);
        return List.of(
                other,
                new AdamW(0.9, 0.999, 1e-8, 0, 0.05),
                new Adam(0.9, 0.999, 1e-8, 0, NEVER),
                new Adam(0.8, 0.99, 1e-6, 0.3, 0.05),
                new Sgd(0, false, 0, NEVER),
                new Sgd(0, false, 0.3, 0.05),
                new Sgd(0.9, false, 0.1, NEVER),
                new Sgd(0.9, true, 0.1, 0.05),
                new Muon(0.95, true, 5, false, 0.1, 0.3, other),
                new Muon(0.95, true, 5, true, 0, 0.3, other),
                new Muon(0.9, false, 10, false, 0, 0.3, AdamW.usual()),
                new Muon(0, false, 1, true, 0.1, 0.3, AdamW.usual()));
    }

    /** The update alone, with gradients given from outside. */
    private static final class Updates implements AutoCloseable {
        private final TorchProgram program;
        private final NDArray p;
        private final NDArray m;
        private final NDArray v;
        private final NDArray t;

        Updates(ParameterLayout layout, Optimiser optimiser, float[] start) {
            program = TorchProgram.compile(OptimiserScript.of(layout, optimiser));
            NDManager manager = program.manager();
            p = TransformerConstants.nativeCopy(manager, start, new Shape(start.length));
            int first = optimiser.memory() > 0 ? start.length : 0;
            int second = optimiser.memory() > 1 ? start.length : 0;
            m = TransformerConstants.nativeCopy(manager, new float[first], new Shape(first));
            v = TransformerConstants.nativeCopy(manager, new float[second], new Shape(second));
            t = TransformerConstants.nativeCopy(manager, new float[1], new Shape());
        }

        float[] step(float[] gradient, double rate) {
            return TorchEngine.withoutGradients(() -> {
                try (NDManager scope = program.manager().newSubManager()) {
                    NDArray g = TransformerConstants.nativeCopy(scope, gradient, new Shape(gradient.length));
                    NDArray peak = scope.create(rate);
                    try (NDArray one = scope.create(1f)) {
                        t.addi(one);
                    }
                    program.train(scope, "update", p, m, v, g, t, peak);
                    return p.toFloatArray();
                }
            });
        }

        @Override
        public void close() {
            program.close();
        }
    }

    private static float[] drawn(String name, int size) {
        Draws draws = Seed.of(7).child(name).draws();
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) draws.nextNormal();
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void steps_of_a_training_are_those_of_the_reference(Optimiser optimiser) {
        State before = State.initial(Architectures.random(CONFIG, 3).values(), optimiser);
        ReferenceOptimiser reference = new ReferenceOptimiser(optimiser, LAYOUT, before.parameters());
        Draws draws = Seed.of(5).draws();
        try (TorchTraining training = TorchTraining.of(CONFIG, optimiser, before)) {
            for (int step = 0; step < 5; step++) {
                int[] batch = new int[4 * 8];
                Arrays.setAll(batch, i -> draws.nextInt(5));
                double rate = 1e-2 / (step + 1);
                reference.step(training.gradient(batch, new boolean[0][], 4, 8), rate);
                training.steps(new double[] {rate}, new int[][] {batch}, 4, 8);
                requireClose(training.state().parameters(), reference.parameters());
            }
            requireEveryTensorMoved(before.parameters(), training.state().parameters());
            assertThat(training.state().memory()).isEqualTo(optimiser.memory());
        }
    }

    private static void requireClose(float[] found, double[] wanted) {
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i])
                    .as("entry %d", i)
                    .isCloseTo(wanted[i], within(1e-5 * (1 + Math.abs(wanted[i]))));
        }
    }

    private static void requireEveryTensorMoved(float[] before, float[] after) {
        for (Parameter parameter : LAYOUT.parameters()) {
            int from = parameter.offset();
            int to = from + parameter.size();
            assertThat(Arrays.copyOfRange(after, from, to))
                    .as(parameter.name())
                    .isNotEqualTo(Arrays.copyOfRange(before, from, to));
        }
    }

    /** {@code f(p) = sum_i a_i (p_i - c_i)^2 / 2}: descent shrinks each distance by 1 - rate a_i. */
    @Test
    void descent_on_a_quadratic_shrinks_each_distance_geometrically() {
        int size = LAYOUT.size();
        float[] start = drawn("start", size);
        float[] centre = drawn("centre", size);
        double[] curvature = curvature(size);
        try (Updates updates = new Updates(LAYOUT, new Sgd(0, false, 0, NEVER), start)) {
            float[] at = start;
            for (int k = 0; k < 8; k++) {
                at = updates.step(gradient(at, centre, curvature), 0.3);
            }
            for (int i = 0; i < size; i++) {
                double wanted = centre[i] + Math.pow(1 - 0.3 * curvature[i], 8) * (start[i] - (double) centre[i]);
                assertThat((double) at[i]).isCloseTo(wanted, within(1e-5));
            }
        }
    }

    /** With momentum the distance is {@code A r1^k + B r2^k}, the roots of {@code r^2 - (1 + mu - rate a) r + mu = 0}. */
    @Test
    void momentum_on_a_quadratic_follows_its_two_roots() {
        int size = LAYOUT.size();
        float[] start = drawn("start", size);
        float[] centre = drawn("centre", size);
        double[] curvature = curvature(size);
        double momentum = 0.3;
        double rate = 0.1;
        try (Updates updates = new Updates(LAYOUT, new Sgd(momentum, false, 0, NEVER), start)) {
            float[] at = start;
            for (int k = 0; k < 9; k++) {
                at = updates.step(gradient(at, centre, curvature), rate);
            }
            for (int i = 0; i < size; i++) {
                double sum = 1 + momentum - rate * curvature[i];
                double root = Math.sqrt(sum * sum - 4 * momentum);
                double r1 = (sum + root) / 2;
                double r2 = (sum - root) / 2;
                double e0 = start[i] - (double) centre[i];
                double e1 = (1 - rate * curvature[i]) * e0;
                double a = (e1 - r2 * e0) / (r1 - r2);
                double wanted = centre[i] + a * Math.pow(r1, 9) + (e0 - a) * Math.pow(r2, 9);
                assertThat((double) at[i]).isCloseTo(wanted, within(1e-5));
            }
        }
    }

    private static double[] curvature(int size) {
        Draws draws = Seed.of(9).draws();
        return Stream.generate(() -> 0.1 + draws.nextDouble())
                .limit(size)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static float[] gradient(float[] at, float[] centre, double[] curvature) {
        float[] gradient = new float[at.length];
        for (int i = 0; i < at.length; i++) {
            gradient[i] = (float) (curvature[i] * (at[i] - (double) centre[i]));
        }
        return gradient;
    }

    @Test
    void under_a_constant_gradient_adam_goes_at_the_rate() {
        float[] start = drawn("start", LAYOUT.size());
        float[] gradient = drawn("gradient", LAYOUT.size());
        for (Optimiser optimiser :
                List.of(new AdamW(0.9, 0.999, 1e-12, 0, NEVER), new Adam(0.9, 0.999, 1e-12, 0, NEVER))) {
            try (Updates updates = new Updates(LAYOUT, optimiser, start)) {
                float[] at = start;
                for (int k = 0; k < 6; k++) {
                    at = updates.step(gradient, 0.01);
                }
                for (int i = 0; i < at.length; i++) {
                    assertThat((double) at[i]).isCloseTo(start[i] - 0.06 * Math.signum(gradient[i]), within(1e-5));
                }
            }
        }
    }

    @Test
    void without_a_gradient_decoupled_decay_shrinks_matrices_and_leaves_vectors() {
        float[] start = drawn("start", LAYOUT.size());
        try (Updates updates = new Updates(LAYOUT, new AdamW(0.9, 0.999, 1e-8, 0.5, NEVER), start)) {
            float[] at = start;
            for (int k = 0; k < 4; k++) {
                at = updates.step(new float[start.length], 0.1);
            }
            for (int i = 0; i < at.length; i++) {
                double share = i < LAYOUT.decayedSize() ? Math.pow(0.95, 4) : 1;
                assertThat((double) at[i]).isCloseTo(share * start[i], within(1e-5));
            }
        }
    }

    /** A gradient with one entry in each row and column has these entries as singular values: each goes its own way. */
    @Test
    void the_orthogonal_step_takes_each_singular_value_through_the_polynomial() {
        Parameter matrix = LAYOUT.parameter("blocks.1.mlp.W_in");
        int rows = matrix.shape().get(0);
        int columns = matrix.shape().get(1);
        float[] gradient = new float[LAYOUT.size()];
        double square = 0;
        for (int r = 0; r < rows; r++) {
            gradient[matrix.offset() + r * columns + (5 * r + 3) % columns] = r + 1f;
            square += (r + 1) * (r + 1);
        }
        float[] start = drawn("start", LAYOUT.size());
        double rate = 0.02;
        try (Updates updates = new Updates(LAYOUT, new Muon(0.95, true, 5, false, 0, 1, AdamW.usual()), start)) {
            updates.step(gradient, rate);
            float[] at = updates.step(gradient, rate);
            for (int r = 0; r < rows; r++) {
                double value = (r + 1) / Math.sqrt(square);
                for (int k = 0; k < 5; k++) {
                    double cube = value * value * value;
                    value = 3.4445 * value - 4.7750 * cube + 2.0315 * cube * value * value;
                }
                for (int c = 0; c < columns; c++) {
                    int i = matrix.offset() + r * columns + c;
                    double moved = gradient[i] == 0 ? 0 : 2 * rate * Math.sqrt((double) columns / rows) * value;
                    assertThat((double) at[i]).isCloseTo(start[i] - moved, within(1e-5));
                }
            }
        }
    }
}
