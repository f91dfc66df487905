package org.assay.analysis.circuit.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import org.assay.analysis.bilinear.BilinearLayer;
import org.assay.analysis.circuit.block.LinearPart;
import org.assay.analysis.circuit.block.NetworkParts;
import org.assay.analysis.circuit.block.SiteMoments;
import org.assay.analysis.tensor.ThirdOrderTensor;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.GaussianError;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.NormSpec;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MlpLevelsTest {
    private static final int D = 6;
    private static final String READ = "blocks.0.hook_resid_mid";
    private static final String NORMALISED = "blocks.0.ln2.hook_normalized";

    /** Where the input never varies, the slope is the derivative there and the interaction the second derivative. */
    @ParameterizedTest
    @EnumSource(ActFn.class)
    void of_one_input_they_are_the_derivatives_at_it(ActFn act) {
        TransformerWeights weights = drawn(act, NormalizationType.NULL);
        double[] at = {0.3, -0.7, 0.2, 1.1, -0.4, 0.6};
        SiteMoments one = new SiteMoments(Map.of(READ, at), Map.of(READ, Matrix.zeros(D, D)));
        MlpLevels levels = MlpLevels.of(weights, Optional.of(one));
        assertThat(levels.undefined()).isEmpty();
        Matrix slope = part(levels, "mean slope").map(0);
        ThirdOrderTensor interaction = levels.interactions().get(0).tensor();
        double step = 1e-3;
        for (int a = 0; a < D; a++) {
            double[] up = mlp(weights, moved(at, a, step));
            double[] down = mlp(weights, moved(at, a, -step));
            for (int c = 0; c < D; c++) {
                assertThat(slope.get(a, c)).isCloseTo((up[c] - down[c]) / (2 * step), within(1e-5));
            }
            for (int b = 0; b < D; b++) {
                double[] more = mlp(weights, moved(moved(at, a, step), b, step));
                double[] less = mlp(weights, moved(moved(at, a, -step), b, step));
                double[] same = mlp(weights, moved(moved(at, a, step), b, -step));
                double[] least = mlp(weights, moved(moved(at, a, -step), b, -step));
                for (int c = 0; c < D; c++) {
                    double second = (more[c] - less[c] - same[c] + least[c]) / (4 * step * step);
                    assertThat(interaction.at(a, b, c)).isCloseTo(second, within(1e-4));
                }
            }
        }
    }

    @Test
    void the_interaction_of_a_bilinear_mlp_is_twice_its_form_and_needs_no_moments() {
        TransformerWeights weights = drawn(ActFn.BILINEAR, NormalizationType.NULL);
        MlpLevels levels = MlpLevels.of(weights, Optional.empty());
        assertThat(levels.slopes()).isEmpty();
        assertThat(levels.undefined()).singleElement().asString().contains("slope", "without the mean", READ);
        ThirdOrderTensor interaction = levels.interactions().get(0).tensor();
        BilinearLayer layer = BilinearLayer.ofMlp(weights, 0);
        for (int c = 0; c < D; c++) {
            double[] axis = new double[D];
            axis[c] = 1;
            Matrix form = layer.interaction(axis);
            for (int a = 0; a < D; a++) {
                for (int b = 0; b < D; b++) {
                    assertThat(interaction.at(a, b, c)).isCloseTo(2 * form.get(a, b), within(1e-6));
                }
            }
        }
    }

    /** Two routes to the same mean: by the moments of the site, and over the contexts one by one. */
    @Test
    void the_slope_of_a_bilinear_mlp_is_the_mean_of_its_derivatives_over_contexts() {
        TransformerWeights weights = drawn(ActFn.BILINEAR, NormalizationType.NULL);
        ContextSet contexts = contexts();
        MlpLevels levels;
        Matrix held;
        try (HookedTransformer network = network(weights)) {
            levels = MlpLevels.of(weights, Optional.of(SiteMoments.of(network, contexts)));
            held = network.record(contexts, new Site(READ)).values();
        }
        Matrix slope = part(levels, "mean slope").map(0);
        for (int a = 0; a < D; a++) {
            double[] mean = new double[D];
            for (int row = 0; row < held.rows(); row++) {
                double[] up = mlp(weights, moved(held.row(row), a, 1));
                double[] down = mlp(weights, moved(held.row(row), a, -1));
                for (int c = 0; c < D; c++) {
                    // Of a quadratic function differences are derivatives.
                    mean[c] += contexts.weight(row) * (up[c] - down[c]) / 2;
                }
            }
            for (int c = 0; c < D; c++) {
                assertThat(slope.get(a, c)).isCloseTo(mean[c], within(1e-4));
            }
        }
    }

    /** What neurons read has the mean and variance that the network's own hook point has, norm and offsets included. */
    @Test
    void behind_a_layer_norm_the_moments_are_those_of_what_neurons_read() {
        TransformerWeights weights = drawn(ActFn.GELU, NormalizationType.LN);
        ContextSet contexts = contexts();
        try (HookedTransformer network = network(weights)) {
            SiteMoments moments = SiteMoments.of(network, contexts);
            assertThat(moments.means()).containsKey(NORMALISED);
            Matrix pre =
                    network.record(contexts, new Site("blocks.0.mlp.hook_pre")).values();
            Matrix slope = part(MlpLevels.of(weights, Optional.of(moments)), "mean slope")
                    .map(0);
            TransformerWeights folded = NetworkParts.folded(weights);
            Matrix in = folded.matrix("blocks.0.mlp.W_in");
            Matrix out = folded.matrix("blocks.0.mlp.W_out");
            double[] slopes = new double[pre.columns()];
            for (int m = 0; m < slopes.length; m++) {
                double mean = 0;
                double square = 0;
                for (int row = 0; row < pre.rows(); row++) {
                    mean += contexts.weight(row) * pre.get(row, m);
                    square += contexts.weight(row) * pre.get(row, m) * pre.get(row, m);
                }
                slopes[m] = ActivationSlopes.slope(ActFn.GELU, mean, square - mean * mean);
            }
            Matrix expected = NetworkParts.timesColumns(in, slopes).times(out);
            assertThat(slope.values()).containsExactly(expected.values(), within(1e-5));
        }
    }

    @Test
    void what_is_not_defined_is_said() {
        assertThat(MlpLevels.of(drawn(ActFn.RELU, NormalizationType.NULL), Optional.empty())
                        .undefined())
                .singleElement()
                .asString()
                .contains("slope and interaction", "without mean and covariance", READ);
        TransformerWeights heads =
                TransformerWeights.initial(TransformerConfig.bilinearAttentionOnly(1, D, 1, 4, 5), Seed.of(1));
        assertThat(MlpLevels.of(heads, Optional.empty()).undefined()).containsExactly("MLP 0: the network has none");
        SiteMoments still = new SiteMoments(Map.of(READ, new double[D]), Map.of(READ, Matrix.zeros(D, D)));
        TransformerWeights kink = TransformerWeights.initial(
                config(ActFn.RELU, NormalizationType.NULL).with(new Initialisation(0.7, 0.5, false, false)),
                Seed.of(4));
        MlpLevels levels = MlpLevels.of(kink, Optional.of(still));
        assertThat(levels.interactions()).isEmpty();
        assertThat(levels.undefined())
                .anyMatch(each -> each.contains("kink"))
                .anyMatch(each -> each.contains("nothing passes"));
    }

    private static LinearPart part(MlpLevels levels, String name) {
        return levels.slopes().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double[] moved(double[] at, int axis, double step) {
        double[] moved = at.clone();
        moved[axis] += step;
        return moved;
    }

    /** The MLP by itself, from the weights as they are; no norm. */
    private static double[] mlp(TransformerWeights weights, double... x) {
        Matrix row = Matrix.wrap(1, x.length, x);
        double[] pre = row.times(weights.matrix("blocks.0.mlp.W_in")).values();
        boolean biases = weights.config().biases();
        if (weights.config().bilinearMlp()) {
            double[] gate = row.times(weights.matrix("blocks.0.mlp.W_gate")).values();
            for (int m = 0; m < pre.length; m++) {
                pre[m] *= gate[m];
            }
        } else {
            for (int m = 0; m < pre.length; m++) {
                double z = pre[m] + (biases ? weights.vector("blocks.0.mlp.b_in")[m] : 0);
                pre[m] = switch (weights.config().actFn()) {
                    case RELU -> Math.max(0, z);
                    case GELU -> GaussianError.gelu(z);
                    case GELU_NEW -> GaussianError.geluNew(z);
                    case BILINEAR -> throw new IllegalStateException();
                };
            }
        }
        return Matrix.wrap(1, pre.length, pre)
                .times(weights.matrix("blocks.0.mlp.W_out"))
                .values();
    }

    private static HookedTransformer network(TransformerWeights weights) {
        return HookedTransformer.of("drawn", Vocabulary.of("a", "b", "c", "d", "e"), weights);
    }

    private static ContextSet contexts() {
        Draws draws = Seed.of(8).draws();
        int[][] sequences = new int[20][4];
        for (int[] sequence : sequences) {
            for (int p = 0; p < sequence.length; p++) {
                sequence[p] = draws.nextInt(5);
            }
        }
        return ContextSet.everyPosition(sequences, 0);
    }

    private static TransformerConfig config(ActFn act, NormalizationType norm) {
        TransformerConfig config = TransformerConfig.standard(1, D, 1, 4, 5, ActFn.RELU)
                .with(new MlpSpec(act, 7))
                .with(new NormSpec(norm, 1e-5))
                .with(new Initialisation(0.7, 0.5, false, false));
        return act == ActFn.BILINEAR ? config.withBiases(false) : config;
    }

    /** Everything drawn, biases, gains and offsets too. */
    private static TransformerWeights drawn(ActFn act, NormalizationType norm) {
        TransformerConfig config = config(act, norm);
        float[] values = TransformerWeights.initial(config, Seed.of(4)).values();
        Draws draws = Seed.of(4).child("vectors").draws();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (0.1 * draws.nextNormal());
        }
        TransformerWeights weights = TransformerWeights.of(config, values);
        assertThat(ReferenceTransformer.of(weights)
                        .run(new int[] {0, 1})
                        .logits()
                        .rows())
                .isEqualTo(2);
        return weights;
    }
}
