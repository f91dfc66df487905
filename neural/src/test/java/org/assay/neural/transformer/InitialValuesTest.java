package org.assay.neural.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.AttentionSpec.QkControl;
import org.assay.neural.transformer.Initialisation.Law;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitialValuesTest {
    private static final TransformerConfig STANDARD = TransformerConfig.standard(1, 64, 4, 8, 54, ActFn.RELU);

    private static TransformerWeights initial(TransformerConfig config) {
        return TransformerWeights.initial(config, Seed.of(1));
    }

    private static double deviation(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
    }

    /** D = 64, H = 16, N H = 64, F = 256. */
    @ParameterizedTest
    @EnumSource(Law.class)
    void deviations_follow_fan_in_and_fan_out(Law law) {
        TransformerWeights weights = initial(STANDARD.with(new Initialisation(law, 0.3, 0.05, false, false)));
        double[] expected = switch (law) {
            case NORMAL -> new double[] {0.05, 0.05, 0.05};
            case XAVIER_NORMAL, XAVIER_UNIFORM ->
                new double[] {Math.sqrt(2.0 / 80), Math.sqrt(2.0 / 128), Math.sqrt(2.0 / 320)};
            case KAIMING_NORMAL, KAIMING_UNIFORM ->
                new double[] {Math.sqrt(2.0 / 64), Math.sqrt(2.0 / 64), Math.sqrt(2.0 / 256)};
        };
        String[] tensors = {"blocks.0.attn.W_K", "blocks.0.attn.W_O", "blocks.0.mlp.W_out"};
        for (int i = 0; i < tensors.length; i++) {
            double[] drawn = weights.vector(tensors[i]);
            assertThat(deviation(drawn)).as(tensors[i]).isCloseTo(expected[i], within(0.05 * expected[i]));
            double reach = Arrays.stream(drawn).map(Math::abs).max().orElseThrow() / expected[i];
            if (law == Law.XAVIER_UNIFORM || law == Law.KAIMING_UNIFORM) {
                assertThat(reach).isBetween(1.7, Math.sqrt(3) + 1e-6);
            } else {
                assertThat(reach).isGreaterThan(2.5);
            }
        }
        assertThat(deviation(weights.vector("embed.W_E"))).isCloseTo(0.3, within(0.02));
    }

    @Test
    void orthogonal_queries_and_keys_have_orthonormal_columns_and_other_matrices_are_as_ever() {
        AttentionSpec orthogonal = AttentionSpec.of(Attention.BILINEAR, QkControl.ORTHOGONAL_INIT);
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(1, 32, 4, 8, 54);
        TransformerWeights weights = initial(config.with(orthogonal));
        TransformerWeights plain = initial(config);
        for (String name : ParameterLayout.queriesAndKeys(config)) {
            Matrix w = QkWeights.joined(weights.matrix("blocks.0.attn.W_" + name), 32);
            Matrix gram = w.transpose().times(w);
            assertThat(gram.values()).containsExactly(Matrix.identity(32).values(), within(1e-6));
        }
        assertThat(weights.vector("blocks.0.attn.W_V")).isEqualTo(plain.vector("blocks.0.attn.W_V"));
        assertThat(weights.vector("embed.W_E")).isEqualTo(plain.vector("embed.W_E"));
    }

    @Test
    void more_columns_than_rows_have_orthonormal_rows() {
        TransformerConfig config = Architectures.of(
                        Attention.SQUARED,
                        ActFn.RELU,
                        true,
                        NormalizationType.NULL,
                        TransformerConfig.PositionalEmbeddingType.NONE,
                        false)
                .with(AttentionSpec.of(Attention.SQUARED, QkControl.ORTHOGONAL_INIT));
        Matrix w = QkWeights.joined(initial(config).matrix("blocks.1.attn.W_Q"), 10); // 10 x 12
        assertThat(w.times(w.transpose()).values())
                .containsExactly(Matrix.identity(10).values(), within(1e-6));
    }

    @Test
    void queries_and_keys_by_fan_in_have_deviation_one_over_root_of_the_width() {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(1, 64, 4, 8, 54);
        TransformerWeights weights = initial(config.with(AttentionSpec.of(Attention.BILINEAR, QkControl.FAN_IN_INIT)));
        assertThat(deviation(weights.vector("blocks.0.attn.W_Q2"))).isCloseTo(1 / 8.0, within(0.005));
        assertThat(deviation(weights.vector("blocks.0.attn.W_V"))).isCloseTo(1 / Math.sqrt(192), within(0.004));
    }

    @Test
    void statistics_begin_as_those_of_a_standard_normal() {
        TransformerConfig config = STANDARD.with(NormSpec.of(NormalizationType.BATCH))
                .with(AttentionSpec.of(Attention.SOFTMAX, QkControl.BATCH_NORM));
        TransformerWeights weights = initial(config);
        assertThat(weights.vector("blocks.0.attn.bn_Q.running_mean")).containsOnly(0);
        assertThat(weights.vector("blocks.0.attn.bn_K.running_var")).containsOnly(1);
        assertThat(weights.vector("blocks.0.attn.bn_K.w")).containsOnly(1);
        assertThat(weights.vector("blocks.0.attn.bn_K.b")).containsOnly(0);
        assertThat(weights.vector("ln_final.running_square")).containsOnly(1);
    }
}
