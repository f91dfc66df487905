package org.assay.neural.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.ReferenceTransformer.Activations;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine and the plain-Java forward pass are two routes to the same numbers, to 1e-5 of the largest of them: polynomial
 * networks have large activations, and float32 has seven digits.
 */
class AgreementTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of("a", "b", "c", "d", "e");
    private static final int[][] SEQUENCES = {{0, 1, 2, 3, 4, 3, 1}, {4, 4, 0}, {2, 2, 2, 1, 0, 0, 3}, {1}};

    static List<TransformerConfig> architectures() {
        return Architectures.pairwise();
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void engine_and_reference_agree_at_every_hook_point(TransformerConfig config) {
        TransformerWeights weights = Architectures.random(config, 11);
        ReferenceTransformer reference = ReferenceTransformer.of(weights);
        ContextSet contexts = ContextSet.everyPosition(SEQUENCES, 0);
        try (HookedTransformer network = HookedTransformer.of("n", VOCABULARY, weights)) {
            for (HookPoint point : HookPoint.of(config)) {
                Matrix recorded =
                        network.record(contexts, new Site(point.name())).values();
                int row = 0;
                for (int[] sequence : SEQUENCES) {
                    Matrix expected = reference.run(sequence).hooks().get(point.name());
                    assertThat(expected).as(point.name()).isNotNull();
                    for (int p = 0; p < sequence.length; p++) {
                        assertThat(recorded.row(row++))
                                .as("%s of %s at %d", point.name(), config.shape(), p)
                                .containsExactly(expected.row(p), within(1e-5 * (1 + largest(expected))));
                    }
                }
            }
            for (int[] sequence : SEQUENCES) {
                Activations expected = reference.run(sequence);
                double[][][][] patterns = network.patterns(sequence);
                for (int layer = 0; layer < config.nLayers(); layer++) {
                    for (int head = 0; head < config.nHeads(); head++) {
                        double largest = largest(Matrix.ofRows(expected.patterns()[layer][head]));
                        for (int q = 0; q < sequence.length; q++) {
                            assertThat(patterns[layer][head][q])
                                    .containsExactly(expected.patterns()[layer][head][q], within(1e-5 * (1 + largest)));
                        }
                    }
                }
            }
        }
    }

    private static double largest(Matrix matrix) {
        double largest = 0;
        for (double value : matrix.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
