package org.assay.neural.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.AttentionSpec.QkControl;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeightFoldingTest {
    static List<TransformerConfig> architectures() {
        return Architectures.pairwise();
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void what_is_constant_at_rest_folds_into_an_ordinary_network(TransformerConfig config) {
        TransformerWeights weights = Architectures.random(config, 6);
        TransformerWeights folded = weights.folded();
        assertThat(folded.config().attn().control()).isEqualTo(QkControl.NONE);
        assertThat(folded.config().batchStatistics()).isFalse();
        assertThat(folded.layout().size()).isEqualTo(folded.layout().trainedSize());
        Logits.assertSame("folded", weights, folded);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void gain_and_offset_of_norms_fold_into_the_matrices_behind_them(TransformerConfig config) {
        if (!config.hasGain() || config.normalizationType() == NormalizationType.LN && config.bilinearMlp()) {
            return;
        }
        TransformerWeights weights = Architectures.random(config, 7);
        TransformerWeights folded = WeightFolding.norms(weights);
        assertThat(folded.config().hasGain()).isFalse();
        Logits.assertSame("norms folded", weights, folded);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void centred_writers_write_vectors_of_mean_zero_and_change_nothing_behind_a_centring_norm(
            TransformerConfig config) {
        TransformerWeights weights = Architectures.random(config, 8);
        if (!config.centres()) {
            assertThatThrownBy(() -> WeightFolding.centreWriters(weights)).hasMessageContaining("normalization_type");
            return;
        }
        TransformerWeights centred = WeightFolding.centreWriters(weights);
        Logits.assertSame("centred writers", weights, centred);
        Matrix stream = ReferenceTransformer.of(centred)
                .run(new int[] {1, 2, 3})
                .hooks()
                .get(HookPoint.lastResidual(config));
        assertThat(sum(stream.row(2))).isCloseTo(0, within(1e-9));
        Matrix before = ReferenceTransformer.of(weights)
                .run(new int[] {1, 2, 3})
                .hooks()
                .get(HookPoint.lastResidual(config));
        assertThat(Math.abs(sum(before.row(2)))).isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void a_centred_unembedding_shifts_all_logits_of_a_position_alike(TransformerConfig config) {
        TransformerWeights weights = Architectures.random(config, 9);
        TransformerWeights centred = WeightFolding.centreUnembedding(weights);
        int[] tokens = {3, 0, 4};
        Matrix before = ReferenceTransformer.of(weights).run(tokens).logits();
        Matrix after = ReferenceTransformer.of(centred).run(tokens).logits();
        double tolerance = 1e-12 * (1 + Logits.size(weights));
        for (int p = 0; p < tokens.length; p++) {
            assertThat(sum(after.row(p))).isCloseTo(0, within(10 * tolerance));
            double shift = after.get(p, 0) - before.get(p, 0);
            for (int v = 1; v < config.dVocab(); v++) {
                assertThat(after.get(p, v) - before.get(p, v)).isCloseTo(shift, within(10 * tolerance));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void value_biases_move_to_the_output_where_rows_of_the_pattern_sum_to_one(TransformerConfig config) {
        TransformerWeights weights = Architectures.random(config, 10);
        if (config.attention() != Attention.SOFTMAX) {
            assertThatThrownBy(() -> WeightFolding.valueBiases(weights))
                    .hasMessageContaining("attention must be softmax");
            return;
        }
        TransformerWeights folded = WeightFolding.valueBiases(weights);
        Logits.assertSame("value biases", weights, folded);
        if (config.biases()) {
            assertThat(folded.vector("blocks.1.attn.b_V")).containsOnly(0);
            assertThat(weights.vector("blocks.1.attn.b_V")).doesNotContain(0);
        }
    }

    @Test
    void all_steps_after_each_other_give_the_same_laws() {
        TransformerConfig config = Architectures.of(
                        Attention.SOFTMAX,
                        ActFn.GELU_NEW,
                        false,
                        NormalizationType.LN,
                        PositionalEmbeddingType.STANDARD,
                        true)
                .with(UnembedSpec.tiedToEmbedding());
        TransformerWeights weights = Architectures.random(config, 11);
        TransformerWeights processed =
                WeightFolding.valueBiases(WeightFolding.centreWriters(WeightFolding.norms(weights)));
        Logits.assertSame("processed", weights, processed);
        assertThat(processed.config().normalizationType()).isEqualTo(NormalizationType.LN_PRE);
    }

    @Test
    void an_offset_before_a_bilinear_mlp_is_refused() {
        TransformerConfig config = Architectures.of(
                Attention.SOFTMAX, ActFn.BILINEAR, false, NormalizationType.LN, PositionalEmbeddingType.NONE, true);
        assertThatThrownBy(() -> WeightFolding.norms(Architectures.random(config, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LN cannot be folded into act_fn bilinear");
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
