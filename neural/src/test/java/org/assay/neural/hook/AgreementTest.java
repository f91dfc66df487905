package org.assay.neural.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.ReferenceTransformer;
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
        try (HookedTransformer network = HookedTransformer.of("n", VOCABULARY, weights)) {
            requireAgreement(network, NameFilter.usual(), 1e-5);
            requireAgreement(network, NameFilter.glob("*"), 1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void what_is_left_between_them_is_noise_of_float32(TransformerConfig config) {
        TransformerWeights weights = Architectures.random(config, 11);
        try (HookedTransformer single = HookedTransformer.of("n", VOCABULARY, weights);
                HookedTransformer network = single.inDoublePrecision()) {
            requireAgreement(network, NameFilter.glob("*"), 1e-12);
        }
    }

    /** Within {@code tolerance} of the largest number that the hook point holds (or of 1). */
    private static void requireAgreement(HookedTransformer network, NameFilter names, double tolerance) {
        ReferenceTransformer reference = ReferenceTransformer.of(network.weights());
        for (int[] sequence : SEQUENCES) {
            Map<String, Matrix> expected = reference.run(sequence).hooks();
            ActivationCache cache = network.runWithCache(new int[][] {sequence}, names);
            assertThat(expected.keySet()).containsAll(cache.names());
            for (String name : cache.names()) {
                double[] wanted = expected.get(name).values();
                double[] held = cache.get(name).values();
                assertThat(held).as(name).hasSameSizeAs(wanted);
                double most = tolerance * (1 + largest(wanted));
                for (int i = 0; i < held.length; i++) {
                    if (held[i] != wanted[i]) { // minus infinity is equal to itself and close to nothing
                        assertThat(held[i])
                                .as("%s of %s at %d", name, network.config().shape(), i)
                                .isCloseTo(wanted[i], within(most));
                    }
                }
            }
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
    }
}
