package org.assay.analysis.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.neural.hook.HookedTransformer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchingSweepTest {
    private static final HookedTransformer SINGLE = CircuitNetworks.single(CircuitNetworks::usual);
    private static final HookedTransformer POLYNOMIAL = CircuitNetworks.polynomial();
    private static final ContextPairs PAIRS = CircuitNetworks.pairs();
    private static final LogitMetric METRIC = CircuitNetworks.metric();

    @AfterAll
    static void close() {
        SINGLE.close();
        POLYNOMIAL.close();
    }

    private static PatchingSweep sweep(HookedTransformer network, ContextPairs pairs) {
        return PatchingSweep.of(network, pairs, METRIC, Seed.of(8), Progress.SILENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hook_resid_pre",
                "hook_resid_mid",
                "hook_attn_out",
                "hook_mlp_out",
                "mlp.hook_post",
                "ln1.hook_scale"
            })
    void by_layer_and_position_identity_is_nothing_and_everything_is_the_source_bit_by_bit(String part) {
        PatchingTable table = sweep(SINGLE, PAIRS).byLayerAndPosition(part);
        assertThat(table.effect().shape()).containsExactly(2, 4);
        assertThat(table.identity()).isZero();
        assertThat(table.everything()).isZero();
        assertThat(CircuitNetworks.largest(table.effect().values())).isGreaterThan(1e-3);
        assertThat(CircuitNetworks.distance(
                        table.effect().values(), table.control().values()))
                .isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"attn.hook_q", "attn.hook_k", "attn.hook_v", "attn.hook_z", "attn.hook_pattern", "hook_v_input"})
    void by_head_identity_is_nothing_and_everything_is_the_source_bit_by_bit(String part) {
        PatchingTable table = sweep(SINGLE, PAIRS).byHead(part);
        assertThat(table.effect().axes()).containsExactly("layer", "head");
        assertThat(table.identity()).isZero();
        assertThat(table.everything()).isZero();
        assertThat(CircuitNetworks.largest(table.effect().values())).isGreaterThan(1e-4);
    }

    @Test
    void the_first_residual_at_all_positions_is_everything_and_the_last_at_the_answer_too() {
        PatchingTable table = sweep(POLYNOMIAL, PAIRS).byLayerAndPosition("hook_resid_post");
        double whole = table.source() - table.base();
        assertThat(table.effect().at(1, 3)).isCloseTo(whole, within(1e-12 * Math.abs(whole)));
        assertThat(table.normalised().at(1, 3)).isCloseTo(1, within(1e-12));
        for (int position = 0; position < 3; position++) { // the answer is read at position 3
            assertThat(table.effect().at(1, position)).isZero();
        }
    }

    @Test
    void the_other_direction_has_the_other_sign_and_no_source_no_effect() {
        PatchingTable there = sweep(POLYNOMIAL, PAIRS).byHeadAndPosition("attn.hook_z");
        PatchingTable back = sweep(POLYNOMIAL, PAIRS.swapped()).byHeadAndPosition("attn.hook_z");
        assertThat(back.base()).isEqualTo(there.source());
        assertThat(back.source()).isEqualTo(there.base());
        assertThat(CircuitNetworks.distance(
                        back.effect().values(), there.effect().values()))
                .isGreaterThan(1e-6);
        PatchingTable none = sweep(SINGLE, PAIRS.withItself()).byHead("attn.hook_z");
        assertThat(none.effect().values()).containsOnly(0);
        assertThat(none.normalised().values()).containsOnly(Double.NaN);
        assertThat(CircuitNetworks.largest(none.control().values())).isGreaterThan(1e-4);
    }

    @Test
    void a_part_without_heads_and_pairs_of_different_lengths_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sweep(SINGLE, PAIRS).byHead("hook_resid_pre"))
                .withMessageContaining("blocks.0.hook_resid_pre");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sweep(SINGLE, PAIRS).byHead("attn.hook_zz"))
                .withMessageContaining("did you mean 'blocks.0.attn.hook_z'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContextPairs(new int[][] {{1, 2}}, new int[][] {{1}}))
                .withMessageContaining("equally long");
    }

    @Test
    void derivatives_of_metrics_are_those_of_their_values() {
        Matrix laws = Matrix.ofRows(new double[] {0.5, 0.5, 0}, new double[] {0.1, 0.2, 0.7});
        double[] logits = {0.3, -1, 2};
        for (LogitMetric metric : List.of(
                LogitMetric.difference(new int[] {0, 1}, new int[] {2, 0}),
                LogitMetric.logProbability(2, 1),
                LogitMetric.divergenceFrom(laws))) {
            for (int pair = 0; pair < 2; pair++) {
                double[] gradient = metric.gradient(pair, logits);
                for (int v = 0; v < 3; v++) {
                    double[] up = logits.clone();
                    double[] down = logits.clone();
                    up[v] += 1e-5;
                    down[v] -= 1e-5;
                    double slope = (metric.value(pair, up) - metric.value(pair, down)) / 2e-5;
                    assertThat(gradient[v]).isCloseTo(slope, within(1e-9));
                }
            }
        }
    }
}
