package org.assay.neural.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.AttentionSpec.QkControl;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.junit.jupiter.api.Test;

class TransformerConfigTest {
    /** 6 D^2 L + 2 V D, published for the network of the seed language: 56,064. */
    @Test
    void the_published_bilinear_network_has_56064_parameters() {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(2, 64, 4, 128, 54);
        assertThat(ParameterLayout.of(config).size()).isEqualTo(56_064);
        assertThat(config.shape())
                .isEqualTo("2 layers, 4 heads, width 64, bilinear attention, no MLP, no norm, rotary positions");
    }

    @Test
    void a_standard_network_has_the_parameters_of_gpt2_without_unembedding_bias() {
        int d = 16;
        TransformerConfig config = TransformerConfig.standard(3, d, 2, 9, 7, ActFn.GELU);
        int block = 4 * d * d + 4 * d + 8 * d * d + 4 * d + d + 4 * d;
        assertThat(ParameterLayout.of(config).size()).isEqualTo(7 * d + 9 * d + 3 * block + 2 * d + d * 7);
    }

    @Test
    void tensors_cover_the_flat_vector_without_holes_and_matrices_come_first() {
        for (TransformerConfig config : Architectures.pairwise()) {
            ParameterLayout layout = ParameterLayout.of(config);
            int at = 0;
            for (ParameterLayout.Parameter parameter : layout.parameters()) {
                assertThat(parameter.offset()).as(parameter.name()).isEqualTo(at);
                assertThat(parameter.isMatrix()).isEqualTo(at < layout.decayedSize());
                at += parameter.size();
            }
            assertThat(at).isEqualTo(layout.size());
        }
    }

    @Test
    void impossible_shapes_are_refused_by_name() {
        assertThatThrownBy(() -> TransformerConfig.bilinearAttentionOnly(2, 64, 5, 8, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("d_model 64 is not a multiple of n_heads 5");
        assertThatThrownBy(() -> TransformerConfig.bilinearAttentionOnly(0, 64, 4, 8, 4))
                .hasMessageContaining("n_layers must be at least 1, got 0");
        assertThatThrownBy(() -> TransformerConfig.bilinearAttentionOnly(1, 6, 2, 8, 4))
                .hasMessageContaining("d_head must be even");
        assertThatThrownBy(() -> TransformerConfig.bilinearAttentionOnly(1, 1 << 16, 1, 8, 4))
                .hasMessageContaining("out of range");
        assertThatThrownBy(() -> new MlpSpec(ActFn.RELU, -1))
                .hasMessageContaining("d_mlp must not be negative, got -1");
        TransformerConfig bilinear = TransformerConfig.bilinearAttentionOnly(1, 8, 2, 8, 4);
        assertThatThrownBy(() -> bilinear.with(UnembedSpec.tiedToEmbedding())).hasMessageContaining("zero_unembed");
        assertThatThrownBy(() -> new AttentionSpec(Attention.SOFTMAX, QkControl.NONE, 1))
                .hasMessageContaining("qk_penalty");
        assertThatThrownBy(() -> AttentionSpec.of(Attention.SOFTMAX, QkControl.ORTHOGONAL_PENALTY))
                .hasMessageContaining("qk_penalty");
        assertThatThrownBy(() -> new NormSpec(NormalizationType.LN, 0)).hasMessageContaining("eps must be positive");
        assertThatThrownBy(() -> Mix.lerp(0)).hasMessageContaining("residual alpha must lie in (0, 1], got 0.0");
        assertThatThrownBy(() -> new Mix(1, Double.NaN)).hasMessageContaining("residual write");
        assertThatThrownBy(() -> new Mix(-1, 1)).hasMessageContaining("residual keep");
        assertThatThrownBy(() -> new PositionSpec(PositionalEmbeddingType.ROTARY, -1))
                .hasMessageContaining("rotary_base");
        assertThatThrownBy(() -> new Initialisation(Double.NaN, 1, false, false))
                .hasMessageContaining("embedding_range");
        assertThatThrownBy(() -> ParameterLayout.of(TransformerConfig.bilinearAttentionOnly(1, 8, 2, 8, 4))
                        .parameter("blocks.0.attn.W_Q"))
                .hasMessageContaining("W_Q1");
    }

    @Test
    void initial_weights_follow_the_configuration_and_the_seed() {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(1, 64, 4, 8, 54);
        TransformerWeights weights = TransformerWeights.initial(config, Seed.of(1));
        assertThat(weights.id())
                .isEqualTo(TransformerWeights.initial(config, Seed.of(1)).id());
        assertThat(weights.id())
                .isNotEqualTo(TransformerWeights.initial(config, Seed.of(2)).id());
        assertThat(deviation(weights.tensor("embed.W_E"))).isCloseTo(1, within(0.05));
        assertThat(deviation(weights.tensor("blocks.0.attn.W_K2"))).isCloseTo(1 / Math.sqrt(192), within(0.004));
        assertThat(weights.tensor("unembed.W_U")).containsOnly(0);
        assertThat(weights.tensor("blocks.0.attn.W_O")).containsOnly(0);
        TransformerWeights standard =
                TransformerWeights.initial(TransformerConfig.standard(1, 64, 4, 8, 54, ActFn.RELU), Seed.of(1));
        assertThat(standard.tensor("blocks.0.ln1.w")).containsOnly(1);
        assertThat(standard.tensor("blocks.0.ln1.b")).containsOnly(0);
        assertThat(deviation(standard.tensor("unembed.W_U"))).isCloseTo(0.1, within(0.01));
    }

    @Test
    void weights_that_are_not_finite_or_too_few_are_refused() {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(1, 8, 2, 8, 4);
        float[] values = TransformerWeights.initial(config, Seed.of(1)).values();
        assertThatThrownBy(() -> TransformerWeights.of(config, new float[3])).hasMessageContaining("got 3");
        values[33] = Float.NaN;
        assertThatThrownBy(() -> TransformerWeights.of(config, values))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("weight blocks.0.attn.W_Q1 is NaN at entry 1");
    }

    @Test
    void directions_of_a_site_of_heads_are_named_by_head_and_index() {
        TransformerConfig config = TransformerConfig.standard(1, 8, 2, 8, 4, ActFn.RELU);
        HookPoint z = HookPoint.of(config).stream()
                .filter(point -> point.name().equals("blocks.0.attn.hook_z"))
                .findFirst()
                .orElseThrow();
        assertThat(z.directions()).containsExactly("0.0", "0.1", "0.2", "0.3", "1.0", "1.1", "1.2", "1.3");
    }

    private static double deviation(float[] values) {
        double square = 0;
        for (float value : values) {
            square += (double) value * value;
        }
        return Math.sqrt(square / values.length);
    }
}
