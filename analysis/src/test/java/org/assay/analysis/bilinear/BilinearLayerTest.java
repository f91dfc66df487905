package org.assay.analysis.bilinear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.assay.analysis.Draw;
import org.assay.analysis.smile.LeastSquares;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.GaugeMoves;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.NormSpec;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BilinearLayerTest {
    static BilinearLayer random(int inputs, int hidden, int outputs, long seed) {
        return new BilinearLayer(
                Draw.normal(hidden, inputs, 3 * seed),
                Draw.normal(hidden, inputs, 3 * seed + 1),
                Draw.normal(outputs, hidden, 3 * seed + 2));
    }

    /**
     * A layer with random W and U whose P is fitted to the truth table of a gate over the pairs (0, 1), (1, 2), ...: nothing
     * of the gates is to be seen in any one matrix. Over 0 and 1, AND is the form x_i x_j, and XOR is (x_i - x_j)^2.
     */
    private static BilinearLayer gates(int n, boolean xor) {
        BilinearLayer hidden = random(n, n * (n + 1), 1, n);
        Matrix products = Matrix.zeros(1 << n, hidden.hidden());
        Matrix outputs = Matrix.zeros(1 << n, n - 1);
        for (int row = 0; row < 1 << n; row++) {
            double[] x = bits(row, n);
            for (int h = 0; h < hidden.hidden(); h++) {
                products.set(row, h, along(hidden.gate(), h, x) * along(hidden.linear(), h, x));
            }
            for (int k = 0; k < n - 1; k++) {
                outputs.set(row, k, xor ? Math.abs(x[k] - x[k + 1]) : x[k] * x[k + 1]);
            }
        }
        Matrix transposed = products.transpose();
        Matrix p = LeastSquares.smallestNorm(transposed.times(products), transposed.times(outputs));
        return new BilinearLayer(hidden.gate(), hidden.linear(), p.transpose());
    }

    private static double[] bits(int number, int n) {
        double[] bits = new double[n];
        for (int i = 0; i < n; i++) {
            bits[i] = number >> i & 1;
        }
        return bits;
    }

    private static double along(Matrix rows, int row, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += rows.get(row, i) * x[i];
        }
        return sum;
    }

    private static double[] axis(int size, int at) {
        double[] axis = new double[size];
        axis[at] = 1;
        return axis;
    }

    /** AND has the features x_i + x_j and x_i - x_j with values 1/2 and -1/2; XOR has x_i - x_j alone, with value 2. */
    @ParameterizedTest
    @CsvSource({"4, true", "5, true", "6, true", "4, false", "5, false", "6, false"})
    void gates_of_pairs_are_the_leading_eigenvectors(int n, boolean xor) {
        BilinearLayer layer = gates(n, xor);
        for (int k = 0; k < n - 1; k++) {
            InteractionSpectrum spectrum = InteractionSpectrum.of(layer.interaction(axis(n - 1, k)));
            int features = xor ? 1 : 2;
            assertThat(spectrum.share(features)).isCloseTo(1, within(1e-10));
            for (int i = 0; i < features; i++) {
                double sign = xor || spectrum.values()[i] < 0 ? -1 : 1;
                assertThat(spectrum.values()[i]).isCloseTo(xor ? 2 : sign / 2, within(1e-9));
                double[] pair = axis(n, k);
                pair[k + 1] = sign;
                assertThat(Math.abs(along(spectrum.vectors(), i, pair)) / Math.sqrt(2))
                        .isCloseTo(1, within(1e-9));
            }
            for (int row = 0; row < 1 << n; row++) {
                double[] x = bits(row, n);
                double truth = xor ? Math.abs(x[k] - x[k + 1]) : x[k] * x[k + 1];
                assertThat(spectrum.at(x)).isCloseTo(truth, within(1e-10));
            }
        }
    }

    @Test
    void interaction_matrices_give_the_outputs() {
        BilinearLayer layer = random(7, 11, 5, 1);
        NamedArray tensor = layer.tensor();
        for (int draw = 0; draw < 20; draw++) {
            double[] x = Draw.normal(1, 7, 100 + draw).row(0);
            double[] outputs = layer.of(x);
            for (int k = 0; k < 5; k++) {
                InteractionSpectrum spectrum = InteractionSpectrum.of(layer.interaction(axis(5, k)));
                double sum = 0;
                for (int i = 0; i < 7; i++) {
                    for (int j = 0; j < 7; j++) {
                        sum += tensor.at(k, i, j) * x[i] * x[j];
                    }
                }
                assertThat(sum).isCloseTo(outputs[k], within(1e-10));
                assertThat(spectrum.at(x)).isCloseTo(outputs[k], within(1e-10));
                assertThat(spectrum.matrix(7).values())
                        .containsExactly(layer.interaction(axis(5, k)).values(), within(1e-10));
            }
        }
    }

    @Test
    void a_layer_has_degree_two() {
        BilinearLayer layer = random(6, 9, 4, 2);
        double[] x = Draw.normal(1, 6, 5).row(0);
        double[] once = layer.of(x);
        double[] scaled = layer.of(Arrays.stream(x).map(v -> -1.7 * v).toArray());
        for (int k = 0; k < 4; k++) {
            assertThat(scaled[k]).isCloseTo(1.7 * 1.7 * once[k], within(1e-12 * Math.abs(scaled[k])));
        }
    }

    private static TransformerWeights network(boolean biases, NormalizationType norm) {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(2, 8, 2, 5, 7)
                .with(new MlpSpec(ActFn.BILINEAR, 10))
                .with(new Initialisation(0.8, 0.5, false, false))
                .with(new ResidualSpec(Mix.lerp(0.5), Mix.lerp(0.3)))
                .with(NormSpec.of(norm))
                .withBiases(biases);
        double[] values = TransformerWeights.initial(config, Seed.of(8)).doubles();
        double[] noise = Draw.normal(1, values.length, 9).values();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.1 * noise[i];
        }
        return TransformerWeights.ofDoubles(config, values);
    }

    @Test
    void the_lifted_form_is_what_a_block_of_a_network_does() {
        TransformerWeights weights = network(true, NormalizationType.NULL);
        Map<String, Matrix> hooks =
                ReferenceTransformer.of(weights).run(new int[] {3, 1, 6, 0}).hooks();
        for (int layer = 0; layer < 2; layer++) {
            BilinearLayer lifted = BilinearLayer.liftedMlp(weights, layer);
            for (int p = 0; p < 4; p++) {
                double[] before =
                        hooks.get("blocks." + layer + ".hook_resid_mid").row(p);
                double[] after =
                        hooks.get("blocks." + layer + ".hook_resid_post").row(p);
                assertThat(lifted.of(withOne(before))).containsExactly(withOne(after), within(1e-12));
            }
        }
    }

    private static double[] withOne(double[] x) {
        double[] longer = new double[x.length + 1];
        longer[0] = 1;
        System.arraycopy(x, 0, longer, 1, x.length);
        return longer;
    }

    @Test
    void what_is_not_of_this_form_is_refused() {
        assertThatThrownBy(() -> BilinearLayer.ofMlp(network(true, NormalizationType.NULL), 0))
                .hasMessageContaining("take the lifted form");
        assertThatThrownBy(() -> BilinearLayer.liftedMlp(network(false, NormalizationType.RMS), 0))
                .hasMessageContaining("normalization_type must be none");
        TransformerWeights without =
                TransformerWeights.initial(TransformerConfig.bilinearAttentionOnly(1, 4, 2, 3, 5), Seed.of(1));
        assertThatThrownBy(() -> BilinearLayer.ofMlp(without, 0)).hasMessageContaining("must have bilinear MLPs");
        assertThatThrownBy(() -> new BilinearLayer(Matrix.zeros(3, 2), Matrix.zeros(3, 3), Matrix.zeros(1, 3)))
                .hasMessageContaining("hidden x inputs");
    }

    @Test
    void gauge_moves_leave_the_tensor_and_mixing_hidden_units_does_not() {
        TransformerWeights weights = network(false, NormalizationType.NULL);
        double[] tensor = BilinearLayer.ofMlp(weights, 1).tensor().values();
        TransformerWeights moved = GaugeMoves.permuteHidden(weights, 1, new int[] {9, 0, 8, 1, 7, 2, 6, 3, 5, 4});
        moved = GaugeMoves.rescaleHidden(moved, 1, 3, -2, 0.7);
        moved = GaugeMoves.swapHidden(moved, 1, 5);
        BilinearLayer layer = BilinearLayer.ofMlp(moved, 1);
        assertThat(layer.tensor().values()).containsExactly(tensor, within(1e-13));
        Matrix mixing = Draw.normal(10, 10, 4);
        BilinearLayer mixed = new BilinearLayer(mixing.times(layer.gate()), mixing.times(layer.linear()), layer.out());
        assertThat(TensorSimilarity.relativeError(layer, mixed, GaussianInput.standard(8)))
                .isGreaterThan(1);
    }

    @Test
    void features_are_read_in_tokens() {
        Matrix embedding = Draw.normal(9, 6, 1);
        InteractionSpectrum spectrum = InteractionSpectrum.of(random(6, 8, 3, 4).interaction(axis(3, 1)));
        double[] token = spectrum.tokens(embedding).row(4);
        for (int i = 0; i < 6; i++) {
            assertThat(token[i]).isCloseTo(along(spectrum.vectors(), i, embedding.row(4)), within(1e-13));
        }
    }

    @Test
    void a_layer_of_zeros_has_no_features() {
        BilinearLayer zero = new BilinearLayer(Matrix.zeros(4, 3), Draw.normal(4, 3, 1), Draw.normal(2, 4, 2));
        InteractionSpectrum spectrum = InteractionSpectrum.of(zero.interaction(axis(2, 0)));
        assertThat(spectrum.values()).containsOnly(0);
        assertThat(spectrum.share(0)).isEqualTo(1);
        assertThatThrownBy(() -> spectrum.matrix(4)).hasMessageContaining("leading must be in 0..3");
    }
}
