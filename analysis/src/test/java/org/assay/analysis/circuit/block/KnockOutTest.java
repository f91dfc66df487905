package org.assay.analysis.circuit.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.metric.RankCorrelation;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnockOutTest {
    private static final int D = 8;
    private static final int[] TOKENS = {0, 3, 1, 1, 4, 2};

    @ParameterizedTest
    @EnumSource(Attention.class)
    void taking_nothing_out_changes_nothing(Attention attention) {
        TransformerWeights weights = drawn(attention);
        TransformerWeights same = KnockOut.without(weights, blocks(), List.of());
        assertThat(same.config().dHead()).isEqualTo(weights.config().dHead());
        assertThat(distance(same, weights)).isLessThan(1e-9);
    }

    /** What is taken out is what the parts say of it, and nothing else: every part of the narrower network less the cell. */
    @ParameterizedTest
    @EnumSource(
            value = Attention.class,
            names = {"SOFTMAX", "BILINEAR"})
    void the_parts_of_the_network_lose_their_cell_and_nothing_else(Attention attention) {
        TransformerWeights weights = drawn(attention);
        for (Kind kind : List.of(Kind.EMBEDDING, Kind.POSITION, Kind.OV, Kind.QK, Kind.UNEMBEDDING)) {
            int layer = kind == Kind.UNEMBEDDING ? 2 : kind == Kind.OV || kind == Kind.QK ? 1 : 0;
            String from = kind == Kind.EMBEDDING ? "token" : kind == Kind.POSITION ? "position" : "0";
            BlockEdge edge = new BlockEdge(kind, layer, from, kind == Kind.UNEMBEDDING ? "logits" : "1");
            Map<BlockEdge, Double> before = masses(weights);
            Map<BlockEdge, Double> after = masses(KnockOut.without(weights, blocks(), List.of(edge)));
            assertThat(before.get(edge)).isGreaterThan(1e-3);
            assertThat(after.getOrDefault(edge, 0.0)).isCloseTo(0, within(1e-12));
            before.forEach((each, mass) -> {
                if (!each.equals(edge)) {
                    assertThat(after.get(each)).as(edge + ": " + each).isCloseTo(mass, within(1e-9 * (1 + mass)));
                }
            });
        }
    }

    @Test
    void two_cells_taken_out_one_after_the_other_are_the_two_together() {
        TransformerWeights weights = drawn(Attention.SOFTMAX);
        for (Kind kind : List.of(Kind.OV, Kind.QK, Kind.MLP)) {
            BlockEdge first = new BlockEdge(kind, 0, "0", "1");
            for (BlockEdge second : List.of(new BlockEdge(kind, 0, "1", "1"), new BlockEdge(kind, 0, "0", "2"))) {
                TransformerWeights together = KnockOut.without(weights, blocks(), List.of(first, second));
                TransformerWeights inTurn = KnockOut.without(
                        KnockOut.without(weights, blocks(), List.of(first)), blocks(), List.of(second));
                assertThat(distance(together, inTurn)).isLessThan(1e-9);
                assertThat(distance(together, weights)).isGreaterThan(1e-6);
            }
        }
    }

    @Test
    void an_mlp_without_an_edge_gives_a_block_what_it_gives_without_reading_the_other() {
        TransformerWeights weights = drawn(Attention.SOFTMAX);
        BlockEdge edge = new BlockEdge(Kind.MLP, 1, "0", "1");
        Matrix mid = held(weights, "blocks.1.ln2.hook_normalized");
        Matrix out = held(weights, "blocks.1.hook_mlp_out");
        Matrix without = held(KnockOut.without(weights, blocks(), List.of(edge)), "blocks.1.hook_mlp_out");
        Matrix from = basis("blocks.1.hook_resid_mid", 0);
        Matrix to = basis("blocks.1.hook_resid_post", 1);
        TransformerWeights folded = NetworkParts.folded(weights);
        Matrix less = WiderNetwork.difference(mid, mid.times(from.transpose()).times(from));
        Matrix in = less.times(folded.matrix("blocks.1.mlp.W_in"));
        for (int i = 0; i < in.values().length; i++) {
            in.values()[i] = Math.max(0, in.values()[i] + folded.vector("blocks.1.mlp.b_in")[i % in.columns()]);
        }
        Matrix reduced = in.times(folded.matrix("blocks.1.mlp.W_out"));
        for (int i = 0; i < reduced.values().length; i++) {
            reduced.values()[i] += folded.vector("blocks.1.mlp.b_out")[i % D];
        }
        Matrix expected = WiderNetwork.difference(
                out, WiderNetwork.difference(out, reduced).times(to.transpose()).times(to));
        assertThat(without.values()).containsExactly(expected.values(), within(1e-9));
    }

    @Test
    void the_induction_head_needs_its_edges_and_no_others() {
        KnownCircuit known = InductionHead.known();
        SiteBlocks blocks = SiteBlocks.of(known);
        Vocabulary vocabulary = Vocabulary.of("a", "b", "c", "d", "e", "f");
        try (HookedTransformer network =
                HookedTransformer.of("induction", vocabulary, InductionHead.weights(1, 0.002))) {
            Map<BlockEdge, Double> lifts = BlockCircuit.of(
                            NetworkParts.of(network.weights()),
                            blocks,
                            Optional.empty(),
                            BlockCircuit.FEWEST_DRAWS,
                            Seed.of(1),
                            Progress.SILENT)
                    .lifts();
            Map<BlockEdge, Double> effects =
                    KnockOutEffect.of(network, blocks, lifts.keySet(), contexts(), Progress.SILENT);
            assertThat(effects.keySet()).isEqualTo(lifts.keySet());
            double weakest = Double.POSITIVE_INFINITY;
            double strongest = 0;
            for (Map.Entry<BlockEdge, Double> effect : effects.entrySet()) {
                if (!known.edges().contains(effect.getKey())) {
                    strongest = Math.max(strongest, effect.getValue());
                } else if (!unused(effect.getKey())) {
                    weakest = Math.min(weakest, effect.getValue());
                }
            }
            assertThat(weakest).isGreaterThan(100 * strongest);
            double[] left = new double[lifts.size()];
            double[] right = new double[lifts.size()];
            int at = 0;
            for (BlockEdge edge : lifts.keySet()) {
                left[at] = lifts.get(edge);
                right[at++] = effects.get(edge);
            }
            assertThat(RankCorrelation.of(left, right)).isGreaterThan(0.7);
            List<BlockEdge> others = new ArrayList<>(lifts.keySet());
            others.removeAll(known.edges());
            assertThat(KnockOutEffect.ofAll(network, blocks, others, contexts()))
                    .isLessThan(0.01);
            assertThat(KnockOutEffect.ofAll(network, blocks, known.edges(), contexts()))
                    .isGreaterThan(0.5);
        }
    }

    @Test
    void plain_java_and_the_engine_agree() {
        ContextSet contexts = contexts();
        TransformerWeights weights = InductionHead.weights(1, 0.1);
        Matrix plain = KnockOutEffect.plainLogits(weights, contexts);
        try (HookedTransformer network =
                        HookedTransformer.of("induction", Vocabulary.of("a", "b", "c", "d", "e", "f"), weights);
                HookedTransformer exact = network.inDoublePrecision()) {
            assertThat(plain.values())
                    .containsExactly(exact.logits(contexts).values().values(), within(1e-9));
        }
    }

    /** Positions are not read behind the first layer, and nothing behind the last but the output. */
    private static boolean unused(BlockEdge edge) {
        return edge.kind() == Kind.SKIP && (edge.from().equals("position") || edge.layer() == 1);
    }

    @Test
    void what_stands_in_no_weight_is_refused() {
        assertThatThrownBy(() -> KnockOut.without(
                        drawn(Attention.SOFTMAX), blocks(), List.of(new BlockEdge(Kind.SKIP, 0, "0", "0"))))
                .hasMessageContaining("stream itself");
        assertThatThrownBy(() -> KnockOut.without(
                        drawn(Attention.SOFTMAX), blocks(), List.of(new BlockEdge(Kind.OV, 0, "7", "0"))))
                .hasMessageContaining("no block '7'");
        TransformerWeights rotary =
                TransformerWeights.initial(TransformerConfig.bilinearAttentionOnly(1, D, 2, 6, 5), Seed.of(1));
        assertThatThrownBy(() -> KnockOut.without(rotary, blocks(), List.of(new BlockEdge(Kind.QK, 0, "0", "0"))))
                .hasMessageContaining("rotary");
        assertThat(KnockOut.without(rotary, blocks(), List.of(new BlockEdge(Kind.EMBEDDING, 0, "token", "0"))))
                .isNotNull();
    }

    private static ContextSet contexts() {
        Draws draws = Seed.of(8).draws();
        int[][] sequences = new int[40][InductionHead.C];
        for (int[] sequence : sequences) {
            for (int p = 0; p < sequence.length; p++) {
                sequence[p] = p < 4 ? draws.nextInt(InductionHead.V) : sequence[p - 4];
            }
        }
        return ContextSet.everyPosition(sequences, 4);
    }

    private static Map<BlockEdge, Double> masses(TransformerWeights weights) {
        Map<BlockEdge, Double> masses = new TreeMap<>();
        for (LinearPart part : NetworkParts.of(weights)) {
            List<NamedBlock> from = blocks().at(part.reads()).orElseThrow();
            List<NamedBlock> to = blocks().at(part.writes()).orElseThrow();
            if (part.kind() == Kind.MLP || part.kind() == Kind.SKIP) {
                continue;
            }
            double[][] its = Masses.of(part, Cut.of(from), Cut.of(to));
            for (int i = 0; i < its.length; i++) {
                for (int j = 0; j < its[i].length; j++) {
                    // A head that stands twice compares as before, and what its copies write adds up.
                    masses.merge(
                            new BlockEdge(
                                    part.kind(),
                                    part.layer(),
                                    from.get(i).variable(),
                                    to.get(j).variable()),
                            its[i][j],
                            part.kind() == Kind.QK ? Math::max : Double::sum);
                }
            }
        }
        return masses;
    }

    private static double distance(TransformerWeights a, TransformerWeights b) {
        double[] left = laws(a);
        double[] right = laws(b);
        double largest = 0;
        for (int i = 0; i < left.length; i++) {
            largest = Math.max(largest, Math.abs(left[i] - right[i]));
        }
        return largest;
    }

    private static double[] laws(TransformerWeights weights) {
        Matrix logits = ReferenceTransformer.of(weights).run(TOKENS).logits();
        double[] laws = logits.values().clone();
        // Logits of a position are determined up to one number.
        for (int r = 0; r < logits.rows(); r++) {
            double first = laws[r * logits.columns()];
            for (int c = 0; c < logits.columns(); c++) {
                laws[r * logits.columns() + c] -= first;
            }
        }
        return laws;
    }

    private static Matrix held(TransformerWeights weights, String hook) {
        return ReferenceTransformer.of(weights).run(TOKENS).hooks().get(hook);
    }

    /** Everything drawn, vectors too: 2 layers, 2 heads, a ReLU MLP, layer norm where there is softmax. */
    private static TransformerWeights drawn(Attention attention) {
        TransformerConfig config = TransformerConfig.standard(2, D, 2, 6, 5, ActFn.RELU)
                .with(AttentionSpec.of(attention))
                .with(new MlpSpec(ActFn.RELU, 6))
                .with(new Initialisation(0.7, 0.5, false, false));
        float[] values = TransformerWeights.initial(config, Seed.of(4)).values();
        Draws draws = Seed.of(4).child("vectors").draws();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (0.1 * draws.nextNormal());
        }
        return TransformerWeights.of(config, values);
    }

    /** Every site of such a network cut into blocks of 3, 3 and 1, and one direction in none of them. */
    private static SiteBlocks blocks() {
        Map<Site, Partition> partitions = new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
        for (String site : List.of(
                "blocks.0.hook_resid_pre",
                "blocks.0.hook_resid_mid",
                "blocks.0.hook_resid_post",
                "blocks.1.hook_resid_mid",
                "blocks.1.hook_resid_post")) {
            Matrix basis =
                    RandomSubspace.of(new double[D], D, Seed.of(5).child(site)).basis();
            partitions.put(new Site(site), new Partition(new double[D], basis, List.of(3, 3, 1)));
        }
        return SiteBlocks.of(partitions);
    }

    private static Matrix basis(String site, int block) {
        return blocks().at(site).orElseThrow().get(block).subspace().basis();
    }
}
