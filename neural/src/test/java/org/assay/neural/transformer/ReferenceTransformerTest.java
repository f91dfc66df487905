package org.assay.neural.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceTransformerTest {
    private static TransformerConfig config(Attention attention, PositionalEmbeddingType positions) {
        return Architectures.of(attention, ActFn.GELU, false, NormalizationType.RMS, positions, true);
    }

    private static ReferenceTransformer.Activations run(TransformerConfig config, int... tokens) {
        return ReferenceTransformer.of(Architectures.random(config, 4)).run(tokens);
    }

    @ParameterizedTest
    @EnumSource(Attention.class)
    void a_token_changes_nothing_before_it(Attention attention) {
        TransformerConfig config = config(attention, PositionalEmbeddingType.STANDARD);
        Matrix one = run(config, 0, 1, 2, 3, 4).logits();
        Matrix other = run(config, 0, 1, 2, 4, 0).logits();
        for (int p = 0; p < 3; p++) {
            assertThat(one.row(p)).containsExactly(other.row(p));
        }
        assertThat(one.row(3)).isNotEqualTo(other.row(3));
    }

    @ParameterizedTest
    @EnumSource(Attention.class)
    void rotary_patterns_of_the_first_layer_depend_on_distance_alone(Attention attention) {
        TransformerConfig rotary = Architectures.of(
                attention, ActFn.RELU, true, NormalizationType.NULL, PositionalEmbeddingType.ROTARY, false);
        double[][] scores = logScores(run(rotary, 2, 0, 1, 2, 0, 1).patterns()[0][1]);
        assertThat(scores[2][0] - scores[2][1]).isCloseTo(scores[5][3] - scores[5][4], within(1e-12));
        TransformerConfig learned = Architectures.of(
                attention, ActFn.RELU, true, NormalizationType.NULL, PositionalEmbeddingType.STANDARD, false);
        double[][] absolute = logScores(run(learned, 2, 0, 1, 2, 0, 1).patterns()[0][1]);
        assertThat(absolute[2][0] - absolute[2][1]).isNotCloseTo(absolute[5][3] - absolute[5][4], within(1e-3));
    }

    /** Logs of absolute weights: their differences within a query are free of the softmax's normalisation. */
    private static double[][] logScores(double[][] pattern) {
        double[][] logs = new double[pattern.length][pattern.length];
        for (int q = 0; q < pattern.length; q++) {
            for (int k = 0; k <= q; k++) {
                logs[q][k] = Math.log(Math.abs(pattern[q][k]));
            }
        }
        return logs;
    }

    @Test
    void softmax_rows_sum_to_one_and_bilinear_rows_need_not_and_may_be_negative() {
        double[][] softmax = run(config(Attention.SOFTMAX, PositionalEmbeddingType.ROTARY), 0, 1, 2, 3)
                .patterns()[1][0];
        double[][] bilinear = run(config(Attention.BILINEAR, PositionalEmbeddingType.ROTARY), 0, 1, 2, 3)
                .patterns()[1][0];
        boolean negative = false;
        for (int q = 0; q < 4; q++) {
            assertThat(java.util.Arrays.stream(softmax[q]).sum()).isCloseTo(1, within(1e-12));
            for (int k = 0; k < 4; k++) {
                negative |= bilinear[q][k] < 0;
                assertThat(k <= q || bilinear[q][k] == 0 && softmax[q][k] == 0).isTrue();
            }
        }
        assertThat(negative).isTrue();
    }

    /** s1 -> -s1 and s2 -> -s2 leave a bilinear head as it is; so does exchanging the two pairs. */
    @Test
    void exchanging_the_two_score_matrices_of_a_bilinear_head_changes_nothing() {
        TransformerConfig config = config(Attention.BILINEAR, PositionalEmbeddingType.ROTARY);
        TransformerWeights weights = Architectures.random(config, 4);
        float[] exchanged = weights.values();
        for (String[] pair : new String[][] {{"W_Q1", "W_Q2"}, {"W_K1", "W_K2"}, {"b_Q1", "b_Q2"}, {"b_K1", "b_K2"}}) {
            ParameterLayout.Parameter first = weights.layout().parameter("blocks.0.attn." + pair[0]);
            ParameterLayout.Parameter second = weights.layout().parameter("blocks.0.attn." + pair[1]);
            float[] values = weights.values();
            System.arraycopy(values, first.offset(), exchanged, second.offset(), first.size());
            System.arraycopy(values, second.offset(), exchanged, first.offset(), first.size());
        }
        int[] tokens = {3, 1, 4, 1, 0};
        double[] original =
                ReferenceTransformer.of(weights).run(tokens).logits().values();
        double[] after = ReferenceTransformer.of(TransformerWeights.of(config, exchanged))
                .run(tokens)
                .logits()
                .values();
        assertThat(after).containsExactly(original, within(1e-12));
    }

    @Test
    void sequences_longer_than_the_context_are_refused() {
        assertThatThrownBy(() -> run(config(Attention.SOFTMAX, PositionalEmbeddingType.ROTARY), new int[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 .. 7 tokens, got 8");
    }

    /** Abramowitz and Stegun 1964, table 7.1. */
    @Test
    void the_error_function_has_its_tabled_values() {
        assertThat(GaussianError.erf(0)).isZero();
        assertThat(GaussianError.erf(0.5)).isCloseTo(0.5204998778, within(1e-10));
        assertThat(GaussianError.erf(-1)).isCloseTo(-0.8427007929, within(1e-10));
        assertThat(GaussianError.erf(2)).isCloseTo(0.9953222650, within(1e-10));
        assertThat(GaussianError.erf(40)).isEqualTo(1);
        assertThat(GaussianError.gelu(1)).isCloseTo(0.8413447461, within(1e-10));
    }
}
