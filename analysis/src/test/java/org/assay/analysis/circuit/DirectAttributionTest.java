package org.assay.analysis.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.origin.Seed;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.NameFilter;
import org.assay.neural.transformer.NormSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.transformer.UnembedSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DirectAttributionTest {
    private static final HookedTransformer POLYNOMIAL = CircuitNetworks.polynomial();
    private static final HookedTransformer USUAL = CircuitNetworks.usual();
    private static final int[][] SEQUENCES = CircuitNetworks.sequences(4, 5, 3);

    @AfterAll
    static void close() {
        POLYNOMIAL.close();
        USUAL.close();
    }

    static Stream<HookedTransformer> networks() {
        TransformerConfig config = USUAL.config();
        return Stream.concat(
                Stream.of(
                        POLYNOMIAL,
                        USUAL,
                        CircuitNetworks.single(CircuitNetworks::polynomial),
                        CircuitNetworks.single(CircuitNetworks::usual)),
                Stream.of(
                                NormalizationType.NULL,
                                NormalizationType.RMS,
                                NormalizationType.LN_PRE,
                                NormalizationType.BATCH)
                        .map(norm -> config.with(NormSpec.of(norm)).with(new UnembedSpec(true, true)))
                        .map(other -> HookedTransformer.of(
                                other.shape(),
                                CircuitNetworks.VOCABULARY,
                                TransformerWeights.initial(other, Seed.of(9)))));
    }

    private static double[] sum(DirectAttribution attribution, List<String> components) {
        double[] sum = new double[attribution.networkLogits().values().length];
        for (String component : components) {
            double[] part = attribution.logits(component).values();
            Arrays.setAll(sum, i -> sum[i] + part[i]);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void the_sum_over_components_is_the_logits_and_no_component_can_be_left_out(HookedTransformer network) {
        DirectAttribution attribution = DirectAttribution.of(network, SEQUENCES);
        double[] logits = attribution.networkLogits().values();
        double tolerance = 1e-5 * Math.max(1, CircuitNetworks.largest(logits));
        assertThat(sum(attribution, attribution.components())).containsExactly(logits, within(tolerance));
        for (String component : attribution.components()) {
            boolean constant =
                    CircuitNetworks.largest(attribution.logits(component).values()) == 0;
            List<String> others = attribution.components().stream()
                    .filter(c -> !c.equals(component))
                    .toList();
            double distance = CircuitNetworks.distance(sum(attribution, others), logits);
            assertThat(distance > 10 * tolerance).as(component).isEqualTo(!constant);
        }
        assertThat(attribution.linearised()).isEqualTo(network.config().hasNorm());
    }

    @Test
    void in_double_precision_the_sum_is_the_logits_to_twelve_digits() {
        for (HookedTransformer network : List.of(POLYNOMIAL, USUAL)) {
            DirectAttribution attribution = DirectAttribution.of(network, SEQUENCES);
            double[] logits = attribution.networkLogits().values();
            assertThat(sum(attribution, attribution.components()))
                    .containsExactly(logits, within(1e-12 * (1 + CircuitNetworks.largest(logits))));
            assertThat(attribution.all().axes()).containsExactly("component", "batch", "position", "token");
        }
    }

    @Test
    void neurons_and_the_output_bias_are_the_part_of_their_mlp() {
        DirectAttribution attribution = DirectAttribution.of(USUAL, SEQUENCES);
        int token = 3;
        NamedArray neurons = attribution.neurons(1, token);
        NamedArray whole = attribution.logits("m1");
        double[] bias = USUAL.weights().vector("blocks.1.mlp.b_out");
        double[] first = new double[4];
        for (int sequence = 0; sequence < 4; sequence++) {
            double sum = Arrays.stream(neurons.select("batch", sequence)
                            .select("position", 2)
                            .values())
                    .sum();
            first[sequence] = whole.at(sequence, 2, token) - sum;
        }
        // what is left is the bias read by the unembedding at the scale of each row
        double[] scale = USUAL.runWithCache(SEQUENCES, NameFilter.names("ln_final.hook_scale"))
                .get("ln_final.hook_scale")
                .select("position", 2)
                .values();
        double mean = Arrays.stream(bias).average().orElseThrow();
        double read = 0;
        for (int d = 0; d < bias.length; d++) {
            read += (bias[d] - mean)
                    * USUAL.weights().vector("ln_final.w")[d]
                    * USUAL.weights().unembedding().get(d, token);
        }
        for (int sequence = 0; sequence < 4; sequence++) {
            assertThat(first[sequence]).isCloseTo(read / scale[sequence], within(1e-12));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DirectAttribution.of(POLYNOMIAL, SEQUENCES).neurons(0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attribution.logits("a1.h9"))
                .withMessageContaining("a1.h");
    }

    @Test
    void the_last_answer_of_the_lens_is_the_network_and_without_blocks_the_first_is_the_embedding() {
        for (HookedTransformer network : List.of(POLYNOMIAL, USUAL)) {
            LogitLens lens = LogitLens.of(network, SEQUENCES);
            DirectAttribution attribution = DirectAttribution.of(network, SEQUENCES);
            double[] logits = attribution.networkLogits().values();
            int last = lens.sites().size() - 1;
            assertThat(lens.logits().select("site", last).values()).containsExactly(logits, within(1e-12));
            assertThat(CircuitNetworks.distance(lens.logits().select("site", 0).values(), logits))
                    .isGreaterThan(0.01);
        }
        // in the polynomial network the embedding is kept by 0.6 a block, and the lens reads all of it at once
        double[] first =
                LogitLens.of(POLYNOMIAL, SEQUENCES).logits().select("site", 0).values();
        double[] embed =
                DirectAttribution.of(POLYNOMIAL, SEQUENCES).logits("embed").values();
        Arrays.setAll(first, i -> 0.6 * 0.6 * first[i]);
        assertThat(embed).containsExactly(first, within(1e-12));
    }
}
