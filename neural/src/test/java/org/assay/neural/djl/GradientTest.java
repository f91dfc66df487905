package org.assay.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.djl.TorchTraining.State;
import org.assay.neural.djl.TorchTraining.StepReading;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.BatchStatistics;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ParameterLayout.Parameter;
import org.assay.neural.transformer.ReferenceLoss;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loss, gradient and statistics of a training step against the plain-Java loss, over architectures in which all choices meet. */
class GradientTest {
    private static final AdamW UNCLIPPED = new AdamW(0.9, 0.999, 1e-8, 0.1, Double.POSITIVE_INFINITY);
    private static final int SEQUENCES = 2;

    static List<TransformerConfig> architectures() {
        return Architectures.pairwise();
    }

    private static int[][] sequences(TransformerConfig config) {
        Draws draws = Seed.of(5).draws();
        int[][] sequences = new int[SEQUENCES][config.nCtx() + 1];
        for (int[] sequence : sequences) {
            Arrays.setAll(sequence, i -> draws.nextInt(config.dVocab()));
        }
        return sequences;
    }

    private static State stepped(TransformerConfig config, TransformerWeights before, double expectedLoss) {
        int[] batch =
                Arrays.stream(sequences(config)).flatMapToInt(Arrays::stream).toArray();
        try (TorchTraining training = TorchTraining.of(config, UNCLIPPED, State.initial(before.values(), UNCLIPPED))) {
            StepReading reading =
                    training.steps(new double[] {1e-3}, new int[][] {batch}, SEQUENCES, config.nCtx() + 1)[0];
            assertThat(reading.loss()).isCloseTo(expectedLoss, within(1e-5 * (1 + expectedLoss)));
            return training.state();
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void loss_and_gradient_are_those_of_the_reference_by_finite_differences(TransformerConfig config) {
        TransformerWeights before = Architectures.random(config, 3);
        int[][] sequences = sequences(config);
        float[] moments = stepped(config, before, ReferenceLoss.crossEntropy(before, sequences))
                .firstMoments();
        double largest = 0;
        for (float moment : moments) {
            largest = Math.max(largest, Math.abs(moment / 0.1));
        }
        ParameterLayout layout = before.layout();
        for (Parameter parameter : layout.parameters()) {
            int entry = parameter.offset() + parameter.size() / 2;
            double difference = entry < layout.trainedSize() ? difference(before, entry, sequences) : 0;
            assertThat(moments[entry] / 0.1)
                    .as("gradient at %s of %s", parameter.name(), config.shape())
                    .isCloseTo(difference, within(2e-4 * largest + 1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void running_statistics_move_a_tenth_of_the_way_to_those_of_the_batch(TransformerConfig config) {
        if (!config.batchStatistics()) {
            return;
        }
        TransformerWeights before = Architectures.random(config, 3);
        int[][] sequences = sequences(config);
        int[][] inputs = Arrays.stream(sequences)
                .map(s -> Arrays.copyOf(s, s.length - 1))
                .toArray(int[][]::new);
        double[] batch = BatchStatistics.of(before, inputs).doubles();
        float[] after = stepped(config, before, ReferenceLoss.crossEntropy(before, sequences))
                .parameters();
        for (int i = before.layout().trainedSize(); i < after.length; i++) {
            double expected = 0.9 * before.doubles()[i] + 0.1 * batch[i];
            assertThat(after[i]).isCloseTo((float) expected, within((float) (1e-5 * (1 + Math.abs(expected)))));
        }
    }

    /** Central difference of the reference's objective, in double precision. */
    private static double difference(TransformerWeights at, int entry, int[][] sequences) {
        double step = 1e-4;
        return (moved(at, entry, step, sequences) - moved(at, entry, -step, sequences)) / (2 * step);
    }

    private static double moved(TransformerWeights at, int entry, double by, int[][] sequences) {
        double[] values = at.doubles();
        values[entry] += by;
        return ReferenceLoss.objective(TransformerWeights.ofDoubles(at.config(), values), sequences);
    }
}
