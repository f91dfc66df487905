package org.assay.neural.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.AttentionSpec.QkControl;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaugeMovesTest {
    /** Bilinear, a bilinear MLP, in every legal combination of what a move may touch. */
    static Stream<TransformerConfig> bilinear() {
        return Stream.of(NormalizationType.NULL, NormalizationType.RMS_PRE, NormalizationType.BATCH)
                .flatMap(norm -> Stream.of(PositionalEmbeddingType.values())
                        .flatMap(positions -> Stream.of(true, false)
                                .map(biases -> Architectures.of(
                                        Attention.BILINEAR, ActFn.BILINEAR, false, norm, positions, biases))))
                .flatMap(config -> Stream.of(config, config.with(new UnembedSpec(true, true))));
    }

    /** Drawn so that logits are of order one: a polynomial of degree 100 is soon at a million, and double has 16 digits. */
    private static TransformerWeights random(TransformerConfig config) {
        TransformerWeights weights = Architectures.random(config.with(new Initialisation(0.6, 0.2, false, false)), 12);
        assertThat(Logits.size(weights)).isBetween(0.3, 300.0);
        return weights;
    }

    private static void assertGauge(String move, TransformerWeights before, TransformerWeights after) {
        assertThat(after.doubles()).as("%s moves something", move).isNotEqualTo(before.doubles());
        Logits.assertSame(move, before, after);
    }

    @ParameterizedTest
    @MethodSource("bilinear")
    void moves_of_a_head_change_nothing(TransformerConfig config) {
        TransformerWeights w = random(config);
        assertGauge("swap", w, GaugeMoves.swapPairs(w, 1, 2));
        assertGauge("scale", w, GaugeMoves.scaleQueries(w, 0, 1, "2", -3.5));
        double[] angles = {0.7, -2};
        double[] scales = {1.5, 0.25};
        assertGauge("planes", w, GaugeMoves.turnPlanes(w, 1, 0, "1", angles, scales));
        assertGauge("sign", w, GaugeMoves.flipScores(w, 0, 2, "1"));
        assertGauge("both signs", w, GaugeMoves.flipBothScores(w, 1, 1));
        Matrix g = Matrix.ofRows(
                new double[] {1, 2, 0, 0}, new double[] {0, 1, 0, 0}, new double[] {0, 0, 2, 0}, new double[] {
                    0, 3, 0, 1
                });
        Matrix inverse = Matrix.ofRows(
                new double[] {1, -2, 0, 0}, new double[] {0, 1, 0, 0}, new double[] {0, 0, 0.5, 0}, new double[] {
                    0, -3, 0, 1
                });
        assertGauge("values", w, GaugeMoves.mixValues(w, 0, 0, g, inverse));
    }

    @ParameterizedTest
    @MethodSource("bilinear")
    void moves_of_the_stream_and_of_hidden_units_change_nothing(TransformerConfig config) {
        TransformerWeights w = random(config);
        assertGauge("rotation", w, GaugeMoves.rotateResidual(w, orthogonal(config.dModel())));
        assertGauge(
                "permutation",
                w,
                GaugeMoves.permuteHidden(w, 1, Seed.of(3).draws().nextPermutation(config.dMlp())));
        assertGauge("rescaling", w, GaugeMoves.rescaleHidden(w, 0, 5, -2, 0.3));
        assertGauge("exchange", w, GaugeMoves.swapHidden(w, 1, 13));
    }

    /** The control that must fail: hidden units mixed by M, and W_out by its inverse, is the identity on linear units only. */
    @ParameterizedTest
    @MethodSource("bilinear")
    void mixing_hidden_units_is_no_gauge(TransformerConfig config) {
        TransformerWeights w = random(config);
        Matrix r = orthogonal(config.dMlp());
        NamedValues values = new NamedValues(w);
        for (String tensor : List.of("blocks.0.mlp.W_gate", "blocks.0.mlp.W_in")) {
            values.put(tensor, w.matrix(tensor).times(r).values());
        }
        values.put(
                "blocks.0.mlp.W_out",
                r.transpose().times(w.matrix("blocks.0.mlp.W_out")).values());
        assertThat(Logits.distance(w, values.to(config))).isGreaterThan(1e-2);
    }

    @Test
    void half_a_move_changes_the_function() {
        TransformerConfig config = Architectures.of(
                Attention.BILINEAR,
                ActFn.BILINEAR,
                false,
                NormalizationType.NULL,
                PositionalEmbeddingType.ROTARY,
                true);
        TransformerWeights w = random(config);
        NamedValues values = new NamedValues(w);
        values.each("blocks.0.attn.W_V", v -> -v);
        values.each("blocks.0.attn.b_V", v -> -v);
        assertThat(Logits.distance(w, values.to(config))).isGreaterThan(1e-2);
    }

    @Test
    void turning_planes_of_softmax_queries_changes_nothing_either() {
        TransformerConfig config = Architectures.of(
                Attention.SOFTMAX, ActFn.GELU, false, NormalizationType.LN, PositionalEmbeddingType.ROTARY, true);
        TransformerWeights w = random(config);
        assertGauge("planes", w, GaugeMoves.turnPlanes(w, 0, 1, "", new double[] {1, 2}, new double[] {3, -0.5}));
    }

    @Test
    void what_is_no_move_of_an_architecture_is_refused() {
        TransformerConfig softmax = Architectures.of(
                Attention.SOFTMAX, ActFn.GELU, false, NormalizationType.LN, PositionalEmbeddingType.ROTARY, true);
        TransformerWeights w = random(softmax);
        assertThatThrownBy(() -> GaugeMoves.flipScores(w, 0, 0, "")).hasMessageContaining("SOFTMAX");
        assertThatThrownBy(() -> GaugeMoves.swapPairs(w, 0, 0)).hasMessageContaining("must be one of [BILINEAR]");
        assertThatThrownBy(() -> GaugeMoves.swapHidden(w, 0, 0)).hasMessageContaining("act_fn must be bilinear");
        assertThatThrownBy(() -> GaugeMoves.rotateResidual(w, Matrix.identity(10)))
                .hasMessageContaining("LN");
        assertThatThrownBy(() -> GaugeMoves.scaleQueries(w, 0, 0, "1", 2)).hasMessageContaining("[Q, K, V]");
        assertThatThrownBy(() -> GaugeMoves.mixValues(w, 0, 0, Matrix.identity(4), orthogonal(4)))
                .hasMessageContaining("inverse");
        TransformerWeights normed = random(softmax.with(AttentionSpec.of(Attention.SOFTMAX, QkControl.BATCH_NORM)));
        assertThatThrownBy(() -> GaugeMoves.scaleQueries(normed, 0, 0, "", 2)).hasMessageContaining("fold");
        assertGauge("folded", normed.folded(), GaugeMoves.scaleQueries(normed.folded(), 0, 0, "", 2));
    }

    @Test
    void norms_of_queries_and_keys_follow_what_is_done_to_them() {
        TransformerConfig config = Architectures.of(
                Attention.BILINEAR, ActFn.RELU, true, NormalizationType.NULL, PositionalEmbeddingType.ROTARY, false);
        TransformerWeights w = random(config);
        List<QkNorm> before = QkNorm.of(w);
        List<QkNorm> after = QkNorm.of(GaugeMoves.scaleQueries(w, 1, 2, "1", 4));
        assertThat(before).hasSize(2 * 4 * 3);
        for (int i = 0; i < before.size(); i++) {
            QkNorm norm = before.get(i);
            boolean moved = norm.layer() == 1 && norm.head() == 2;
            double factor = moved && norm.projection().equals("Q1")
                    ? 4
                    : moved && norm.projection().equals("K1") ? 0.25 : 1;
            assertThat(after.get(i).norm()).as(norm.name()).isCloseTo(factor * norm.norm(), within(1e-12));
        }
        TransformerWeights spectral = random(config.with(AttentionSpec.of(Attention.BILINEAR, QkControl.SPECTRAL)));
        Matrix w1 = QkWeights.joined(spectral.folded().matrix("blocks.1.attn.W_K2"), config.dModel());
        assertThat(SingularValue.largest(w1)).isCloseTo(1, within(1e-12));
    }

    /** Rotations of every pair of neighbouring axes, one after the other. */
    private static Matrix orthogonal(int n) {
        Draws draws = Seed.of(4).draws();
        Matrix product = Matrix.identity(n);
        for (int i = 0; i < 3 * n; i++) {
            double angle = 2 * Math.PI * draws.nextDouble();
            Matrix rotation = Matrix.identity(n);
            int a = i % n;
            int b = (i + 1) % n;
            rotation.set(a, a, Math.cos(angle));
            rotation.set(b, b, Math.cos(angle));
            rotation.set(a, b, Math.sin(angle));
            rotation.set(b, a, -Math.sin(angle));
            product = product.times(rotation);
        }
        return product;
    }
}
