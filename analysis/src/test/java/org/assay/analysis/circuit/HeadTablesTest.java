package org.assay.analysis.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assay.analysis.Draw;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.GaugeMoves;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeadTablesTest {
    private static final int DISTANCES = 16;

    /** Four skip-trigrams, one that suppresses, two with the same anchor, two with the same trigger. */
    private static final List<SkipRule> RULES = List.of(
            new SkipRule(0, 5, 2, 3),
            new SkipRule(1, 5, 3, -2),
            new SkipRule(4, 6, 0, 1.5),
            new SkipRule(4, 7, 0, 1.5));

    private static TransformerWeights network(Attention attention, boolean biases, ResidualSpec residual) {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(2, 12, 3, DISTANCES, 9)
                .with(AttentionSpec.of(attention))
                .with(new Initialisation(1, 0.4, false, false))
                .with(residual)
                .withBiases(biases);
        double[] values = TransformerWeights.initial(config, Seed.of(6)).doubles();
        double[] noise = Draw.normal(1, values.length, 7).values();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.1 * noise[i];
        }
        return TransformerWeights.ofDoubles(config, values);
    }

    private static int[] tokens(int length, int vocabulary, long seed) {
        Draws draws = Seed.of(seed).draws();
        int[] tokens = new int[length];
        Arrays.setAll(tokens, i -> draws.nextInt(vocabulary));
        return tokens;
    }

    /** Every distance from 0 to 15, so that a rotation by the wrong sign shows. */
    @ParameterizedTest
    @EnumSource(
            value = Attention.class,
            names = {"BILINEAR", "SQUARED", "CUBIC"})
    void slices_are_the_live_scores_at_every_distance(Attention attention) {
        TransformerWeights weights = network(attention, attention != Attention.SQUARED, ResidualSpec.add());
        int[] tokens = tokens(DISTANCES, 9, 1);
        ReferenceTransformer.Activations live = ReferenceTransformer.of(weights).run(tokens);
        String hook = "blocks.0.attn.hook_attn_scores" + (attention == Attention.BILINEAR ? "1" : "");
        Matrix scores = live.hooks().get(hook); // (N Q) K
        double unit = attention == Attention.CUBIC ? Math.sqrt(4) : 1;
        for (int head = 0; head < 3; head++) {
            HeadTables tables = HeadTables.of(weights, head);
            for (int distance = 0; distance < DISTANCES; distance++) {
                Matrix slice = tables.scores(0, distance);
                Matrix pattern = tables.pattern(distance);
                for (int q = distance; q < DISTANCES; q++) {
                    int k = q - distance;
                    assertThat(unit * slice.get(tokens[q], tokens[k]))
                            .isCloseTo(scores.get(head * DISTANCES + q, k), within(1e-12));
                    assertThat(pattern.get(tokens[q], tokens[k]))
                            .isCloseTo(live.patterns()[0][head][q][k], within(1e-12));
                }
            }
        }
    }

    /** The control: turned the other way, which is to exchange query and key, the slice differs from the live scores. */
    @Test
    void a_rotation_of_the_wrong_sign_is_seen() {
        TransformerWeights weights = network(Attention.BILINEAR, false, ResidualSpec.add());
        HeadTables tables = HeadTables.of(weights, 0);
        double[] values = weights.doubles();
        for (String pair : new String[] {"1", "2"}) {
            ParameterLayout.Parameter q = weights.layout().parameter("blocks.0.attn.W_Q" + pair);
            ParameterLayout.Parameter k = weights.layout().parameter("blocks.0.attn.W_K" + pair);
            System.arraycopy(weights.doubles(), q.offset(), values, k.offset(), q.size());
            System.arraycopy(weights.doubles(), k.offset(), values, q.offset(), q.size());
        }
        HeadTables exchanged = HeadTables.of(TransformerWeights.ofDoubles(weights.config(), values), 0);
        for (int distance = 0; distance < DISTANCES; distance++) {
            double[] right = tables.scores(0, distance).values();
            double[] wrong = exchanged.scores(0, distance).transpose().values();
            double error = CircuitNetworks.distance(right, wrong);
            if (distance == 0) {
                assertThat(error).isLessThan(1e-14);
            } else {
                assertThat(error).isGreaterThan(0.1);
            }
        }
    }

    /**
     * The tables of all heads of a one-layer network add up to its logits, with the stream shared and an MLP that writes
     * nothing.
     */
    @Test
    void skip_tables_add_up_to_the_logits() {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(1, 12, 3, DISTANCES, 9)
                .with(new Initialisation(1, 0.4, false, false))
                .with(new ResidualSpec(Mix.lerp(0.3), Mix.add()));
        TransformerWeights weights = TransformerWeights.initial(config, Seed.of(6));
        int[] tokens = tokens(8, 9, 2);
        Matrix logits = ReferenceTransformer.of(weights).run(tokens).logits();
        Matrix direct = weights.matrix("embed.W_E").times(weights.unembedding());
        for (int q = 0; q < 8; q++) {
            double[] sum = direct.row(tokens[q]);
            for (int o = 0; o < 9; o++) {
                sum[o] *= 0.7;
            }
            for (int head = 0; head < 3; head++) {
                HeadTables tables = HeadTables.of(weights, head);
                for (int k = 0; k <= q; k++) {
                    NamedArray skips = tables.skips(q - k);
                    for (int o = 0; o < 9; o++) {
                        sum[o] += skips.at(tokens[q], tokens[k], o);
                    }
                }
            }
            assertThat(sum).containsExactly(logits.row(q), within(1e-12));
        }
    }

    /** What a head of the first layer adds to the logits directly is scaled by what the layers after it keep. */
    @Test
    void outputs_of_deeper_networks_are_those_of_the_direct_path() {
        TransformerWeights weights = network(Attention.BILINEAR, false, new ResidualSpec(Mix.lerp(0.3), Mix.add()));
        Map<String, Matrix> hooks =
                ReferenceTransformer.of(weights).run(new int[] {4}).hooks();
        double[] z = hooks.get("blocks.0.attn.hook_z").row(0);
        double[] v = hooks.get("blocks.0.attn.hook_v").row(0);
        HeadTables tables = HeadTables.of(weights, 1);
        double weight = tables.pattern(0).get(4, 4);
        assertThat(z[4]).isCloseTo(weight * v[4], within(1e-12));
        Matrix o = weights.matrix("blocks.0.attn.W_O").selectRows(new int[] {4, 5, 6, 7});
        double[] written = o.leftTimes(Arrays.copyOfRange(z, 4, 8));
        double[] logits = weights.unembedding().leftTimes(written);
        for (int t = 0; t < 9; t++) {
            assertThat(weight * tables.outputs().get(4, t)).isCloseTo(0.3 * 0.7 * logits[t], within(1e-12));
        }
    }

    @Test
    void a_compiled_head_holds_its_rules_and_nothing_else() {
        TransformerWeights weights = CompiledSkipHead.of(8, DISTANCES, RULES);
        for (int distance = 0; distance < DISTANCES; distance++) {
            NamedArray expected = NamedArray.zeros(List.of("query", "key", "output"), 8, 8, 8);
            RULES.forEach(rule -> expected.set(rule.logits(), rule.trigger(), rule.anchor(), rule.output()));
            HeadTables tables = HeadTables.of(weights, 0);
            assertThat(tables.skips(distance).values()).containsExactly(expected.values(), within(0.0));
            assertThat(tables.rules(distance, 0.1)).containsExactlyInAnyOrderElementsOf(RULES);
            assertThat(tables.rules(distance, 2.5)).containsExactly(RULES.get(0));
        }
        int[] tokens = tokens(DISTANCES, 8, 3);
        Matrix logits = ReferenceTransformer.of(weights).run(tokens).logits();
        for (int q = 0; q < tokens.length; q++) {
            assertThat(logits.row(q)).containsExactly(predicted(tokens, q), within(0.0));
        }
    }

    /** By hand: every rule whose trigger is the current token, once for each of its anchors so far. */
    private static double[] predicted(int[] tokens, int q) {
        double[] logits = new double[8];
        for (int k = 0; k <= q; k++) {
            for (SkipRule rule : RULES) {
                if (rule.trigger() == tokens[q] && rule.anchor() == tokens[k]) {
                    logits[rule.output()] += rule.logits();
                }
            }
        }
        return logits;
    }

    /** The sign of a pattern is not identified: its negative with negative values is the same head, and reads the same. */
    @Test
    void the_twin_with_negative_pattern_and_negative_values_is_the_same_head() {
        TransformerWeights weights = CompiledSkipHead.of(8, DISTANCES, RULES);
        TransformerWeights twin = GaugeMoves.flipScores(weights, 0, 0, "1");
        HeadTables tables = HeadTables.of(weights, 0);
        HeadTables other = HeadTables.of(twin, 0);
        assertThat(other.pattern(3).get(5, 0))
                .isEqualTo(-tables.pattern(3).get(5, 0))
                .isEqualTo(-1);
        assertThat(other.outputs().get(0, 2)).isEqualTo(-tables.outputs().get(0, 2));
        int[] tokens = tokens(DISTANCES, 8, 3);
        Matrix logits = ReferenceTransformer.of(weights).run(tokens).logits();
        assertThat(ReferenceTransformer.of(twin).run(tokens).logits().values())
                .containsExactly(logits.values(), within(0.0));
        assertThat(other.rules(0, 0.1)).isEqualTo(tables.rules(0, 0.1));
        // The control: one sign alone makes another head.
        double[] values = weights.doubles();
        ParameterLayout.Parameter v = weights.layout().parameter("blocks.0.attn.W_V");
        for (int i = v.offset(); i < v.offset() + v.size(); i++) {
            values[i] = -values[i];
        }
        assertThat(HeadTables.of(TransformerWeights.ofDoubles(weights.config(), values), 0)
                        .rules(0, 0.1))
                .doesNotContainAnyElementsOf(RULES);
    }

    @Test
    void what_tokens_alone_do_not_say_is_refused() {
        TransformerWeights usual =
                TransformerWeights.initial(TransformerConfig.standard(1, 8, 2, 6, 6, ActFn.GELU), Seed.of(1));
        assertThatThrownBy(() -> HeadTables.of(usual, 0))
                .hasMessageContaining("without norm and without learned positions");
        TransformerWeights softmax = network(Attention.SOFTMAX, false, ResidualSpec.add());
        assertThatThrownBy(() -> HeadTables.of(softmax, 0).pattern(1)).hasMessageContaining("read scores instead");
        assertThatThrownBy(() -> HeadTables.of(softmax, 3)).hasMessageContaining("head must be in 0..2");
        assertThatThrownBy(() -> HeadTables.of(softmax, 0).scores(0, 16))
                .hasMessageContaining("distance must be in 0..15");
        TransformerWeights compiled = CompiledSkipHead.of(8, 4, RULES);
        assertThatThrownBy(() -> HeadTables.of(compiled, 0).rules(0, 0)).hasMessageContaining("must be positive");
    }

    @Test
    void rules_that_one_head_cannot_hold_are_refused() {
        assertThatThrownBy(() -> CompiledSkipHead.of(8, 4, List.of())).hasMessageContaining("at least one rule");
        assertThatThrownBy(() -> CompiledSkipHead.of(4, 4, RULES)).hasMessageContaining("beyond the vocabulary of 4");
        assertThatThrownBy(() -> CompiledSkipHead.of(8, 4, List.of(new SkipRule(0, 1, 2, 1), new SkipRule(0, 3, 4, 1))))
                .hasMessageContaining("need two heads");
        assertThatThrownBy(() -> CompiledSkipHead.of(8, 4, List.of(new SkipRule(0, 1, 2, 1), new SkipRule(0, 1, 2, 1))))
                .hasMessageContaining("more than one rule");
        assertThatThrownBy(() -> new SkipRule(0, -1, 2, 1)).hasMessageContaining("token ids from 0");
    }
}
