package org.assay.neural.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            assertThat(Arrays.stream(softmax[q]).sum()).isCloseTo(1, within(1e-12));
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

    /** With nothing kept of the stream a layer is homogeneous: degree 5 for bilinear attention, times 2 for a bilinear MLP. */
    @ParameterizedTest
    @CsvSource({"BILINEAR, 5", "SQUARED, 5", "CUBIC, 7"})
    void a_layer_that_keeps_nothing_has_the_degree_of_its_polynomial(Attention attention, int degree) {
        for (boolean attnOnly : new boolean[] {true, false}) {
            TransformerConfig config = new TransformerConfig(
                    new Dimensions(1, 10, 3, 4, 7, 5),
                    AttentionSpec.of(attention),
                    new MlpSpec(ActFn.BILINEAR, attnOnly ? 0 : 14),
                    NormSpec.of(NormalizationType.NULL),
                    PositionSpec.of(PositionalEmbeddingType.ROTARY),
                    new ResidualSpec(new Mix(0, 1), new Mix(0, 1)),
                    UnembedSpec.separate(),
                    false,
                    new Initialisation(0.7, 0.3, false, false));
            TransformerWeights weights = Architectures.random(config, 4);
            NamedValues doubled = new NamedValues(weights);
            doubled.each("embed.W_E", e -> 2 * e);
            int[] tokens = {2, 0, 1, 4};
            double[] once =
                    ReferenceTransformer.of(weights).run(tokens).logits().values();
            double[] twice = ReferenceTransformer.of(doubled.to(config))
                    .run(tokens)
                    .logits()
                    .values();
            double factor = Math.pow(2, attnOnly ? degree : 2 * degree);
            for (int i = 0; i < once.length; i++) {
                assertThat(twice[i]).isCloseTo(factor * once[i], within(1e-10 * Math.abs(twice[i])));
            }
        }
    }

    @Test
    void squared_attention_is_bilinear_with_equal_pairs_and_never_negative() {
        TransformerConfig squared = config(Attention.SQUARED, PositionalEmbeddingType.ROTARY);
        TransformerWeights weights = Architectures.random(squared, 4);
        NamedValues pairs = new NamedValues(weights);
        for (int layer = 0; layer < 2; layer++) {
            for (String tensor : new String[] {"W_Q", "W_K", "b_Q", "b_K"}) {
                String name = HookPoint.block(layer) + "attn." + tensor;
                pairs.put(name + "1", pairs.vector(name));
                pairs.put(name + "2", pairs.vector(name));
            }
        }
        TransformerWeights bilinear = pairs.to(config(Attention.BILINEAR, PositionalEmbeddingType.ROTARY));
        Logits.assertSame("equal pairs", weights, bilinear);
        for (double[] row :
                ReferenceTransformer.of(weights).run(new int[] {1, 0, 4}).patterns()[1][2]) {
            assertThat(Arrays.stream(row).min().orElseThrow()).isNotNegative();
        }
    }

    @Test
    void row_normalised_attention_is_squared_attention_divided_by_its_row_and_sums_to_almost_one() {
        TransformerConfig config = config(Attention.SQUARED_NORMALISED, PositionalEmbeddingType.STANDARD);
        TransformerWeights weights = Architectures.random(config, 4);
        NamedValues values = new NamedValues(weights);
        int[] tokens = {1, 0, 4, 2};
        double[][] normalised = ReferenceTransformer.of(weights).run(tokens).patterns()[0][1];
        double[][] squared = ReferenceTransformer.of(
                        values.to(config(Attention.SQUARED, PositionalEmbeddingType.STANDARD)))
                .run(tokens)
                .patterns()[0][1];
        for (int q = 0; q < tokens.length; q++) {
            double sum = Arrays.stream(squared[q]).sum();
            for (int k = 0; k < tokens.length; k++) {
                assertThat(normalised[q][k]).isCloseTo(squared[q][k] / (sum + 1e-5), within(1e-12));
            }
            assertThat(Arrays.stream(normalised[q]).sum()).isBetween(0.99, 1.0);
        }
    }

    /** (1 - alpha) for every layer on the way, in attention and MLP apart. */
    @Test
    void the_direct_path_is_scaled_by_what_every_layer_keeps() {
        TransformerConfig config = Architectures.of(
                        Attention.SOFTMAX,
                        ActFn.RELU,
                        false,
                        NormalizationType.NULL,
                        PositionalEmbeddingType.NONE,
                        false)
                .with(new ResidualSpec(Mix.lerp(0.5), Mix.lerp(0.2)))
                .with(new Initialisation(0.7, 0.3, true, false));
        TransformerWeights weights = TransformerWeights.initial(config, Seed.of(2));
        Matrix logits = ReferenceTransformer.of(weights).run(new int[] {3, 1}).logits();
        Matrix direct = weights.matrix("embed.W_E").times(weights.unembedding());
        double kept = 0.5 * 0.8 * 0.5 * 0.8;
        for (int v = 0; v < 5; v++) {
            assertThat(logits.get(0, v)).isCloseTo(kept * direct.get(3, v), within(1e-12));
            assertThat(logits.get(1, v)).isCloseTo(kept * direct.get(1, v), within(1e-12));
        }
    }

    @Test
    void without_positions_softmax_cannot_count_equal_tokens() {
        int[] equal = {2, 2, 2};
        Matrix none = run(config(Attention.SOFTMAX, PositionalEmbeddingType.NONE), equal)
                .logits();
        assertThat(none.row(0)).containsExactly(none.row(2), within(1e-12));
        Matrix learned = run(config(Attention.SOFTMAX, PositionalEmbeddingType.STANDARD), equal)
                .logits();
        assertThat(learned.row(0)).isNotEqualTo(learned.row(2));
    }

    /** GPT-2's tanh form differs from the exact one by at most 4.8e-4, and agrees at 0 and far away. */
    @Test
    void the_two_gelus_are_close_and_not_the_same() {
        double gap = 0;
        for (double x = -6; x <= 6; x += 0.01) {
            gap = Math.max(gap, Math.abs(GaussianError.gelu(x) - GaussianError.geluNew(x)));
        }
        assertThat(gap).isBetween(4e-4, 5e-4);
        assertThat(GaussianError.geluNew(0)).isZero();
        assertThat(GaussianError.geluNew(1)).isCloseTo(0.841191990607, within(1e-9));
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
