package org.assay.analysis.circuit.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.analysis.Draw;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.circuit.block.HeadGroup;
import org.assay.analysis.circuit.block.InductionHead;
import org.assay.analysis.circuit.block.LinearPart;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.circuit.block.NetworkParts;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Test;

class TwoHopsTest {
    private static final int D = 9;
    private static final String SITE = "blocks.1.hook_resid_pre";

    @Test
    void an_induction_head_takes_its_keys_from_the_previous_token_head_through_one_block() {
        SiteBlocks blocks = SiteBlocks.of(InductionHead.known());
        List<TwoHopShare> shares = TwoHops.of(NetworkParts.of(InductionHead.weights(1, 0)), blocks);
        // Queries and values read what the embedding wrote, so that there is one pair alone.
        assertThat(shares).extracting(TwoHopShare::part).containsOnly("head 0, key");
        for (TwoHopShare share : shares) {
            boolean through = share.block().equals("previous");
            assertThat(share.share()).isCloseTo(through ? 1 : 0, within(1e-9));
            if (through) {
                assertThat(share.lift()).isCloseTo((double) InductionHead.D / InductionHead.V, within(1e-9));
                assertThat(share.z()).isGreaterThan(5);
            }
        }
    }

    @Test
    void heads_with_one_role_are_one_writer_together() {
        List<LinearPart> parts = NetworkParts.of(
                InductionHead.weights(2, 0.001), List.of(new HeadGroup(0, "previous token", List.of(0, 1))));
        assertThat(TwoHops.of(parts, SiteBlocks.of(InductionHead.known()))).anySatisfy(share -> {
            assertThat(share.from()).isEqualTo("0 heads 0+1 (previous token)");
            assertThat(share.block()).isEqualTo("previous");
            assertThat(share.share()).isGreaterThan(0.99);
        });
    }

    /** By the definition, map by map, and over a whole partition the shares sum to one. */
    @Test
    void shares_are_those_of_the_definition_and_sum_to_one() {
        Matrix written = Draw.normal(D, D, 1);
        Matrix form = Draw.normal(D, D, 2);
        List<NamedBlock> its = blocks(Seed.of(3));
        Map<String, Double> sums = new TreeMap<>();
        for (TwoHopShare share : TwoHops.of(parts(written, form), whole(its))) {
            Matrix later = share.part().endsWith("key") ? form.transpose() : form;
            Matrix rows = its.stream()
                    .filter(block -> block.variable().equals(share.block()))
                    .findFirst()
                    .orElseThrow()
                    .subspace()
                    .basis();
            double[] all = written.times(later).values();
            double[] through =
                    written.times(rows.transpose()).times(rows).times(later).values();
            double product = 0;
            double square = 0;
            for (int i = 0; i < all.length; i++) {
                product += through[i] * all[i];
                square += all[i] * all[i];
            }
            assertThat(share.share()).isCloseTo(product / square, within(1e-9));
            sums.merge(share.part(), share.share(), Double::sum);
        }
        assertThat(sums).hasSize(2);
        assertThat(sums.values()).allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(1e-9)));
    }

    @Test
    void of_random_blocks_mean_and_spread_are_as_stated() {
        List<LinearPart> parts = parts(Draw.normal(D, D, 1), Draw.normal(D, D, 2));
        int draws = 4_000;
        double lift = 0;
        double square = 0;
        for (int draw = 0; draw < draws; draw++) {
            TwoHopShare share =
                    TwoHops.of(parts, whole(blocks(Seed.of(5).child(draw)))).get(0);
            lift += share.lift() / draws;
            square += share.z() * share.z() / draws;
        }
        assertThat(lift).isCloseTo(1, within(0.03));
        assertThat(square).isCloseTo(1, within(0.1));
    }

    @Test
    void a_head_that_writes_nothing_the_other_reads_has_no_share() {
        assertThat(TwoHops.of(parts(Matrix.zeros(D, D), Draw.normal(D, D, 2)), whole(blocks(Seed.of(3)))))
                .isEmpty();
        NamedBlock everything = new NamedBlock("all", new Subspace(new double[D], Matrix.identity(D)));
        assertThat(TwoHops.of(parts(Draw.normal(D, D, 1), Draw.normal(D, D, 2)), whole(List.of(everything))))
                .allSatisfy(share -> {
                    assertThat(share.share()).isCloseTo(1, within(1e-12));
                    assertThat(share.z()).isZero();
                });
    }

    @Test
    void the_writers_of_a_stream_sum_to_it_under_any_residual_convention() {
        for (Mix mix : List.of(Mix.add(), Mix.lerp(0.3))) {
            TransformerConfig config = TransformerConfig.standard(3, D, 3, 6, 5, ActFn.RELU)
                    .with(new ResidualSpec(mix, new Mix(0.9, 0.5)))
                    .with(new Initialisation(0.7, 0.5, false, false));
            try (HookedTransformer network = HookedTransformer.of(
                    "drawn", Vocabulary.of("a", "b", "c", "d", "e"), TransformerWeights.initial(config, Seed.of(4)))) {
                ContextSet contexts = contexts(5, 6);
                Matrix sum = Matrix.zeros(D, D);
                for (Matrix each : Sources.written(network, contexts, 2).values()) {
                    for (int i = 0; i < sum.values().length; i++) {
                        sum.values()[i] += each.values()[i];
                    }
                }
                Matrix held = network.record(contexts, new Site("blocks.2.hook_resid_pre"))
                        .values();
                double[] mean = held.leftTimes(contexts.weights());
                for (int i = 0; i < held.values().length; i++) {
                    held.values()[i] -= mean[i % D];
                }
                Matrix covariance = Contraction.gram(held, contexts.weights());
                assertThat(sum.values()).containsExactly(covariance.values(), within(1e-4));
            }
        }
    }

    @Test
    void what_an_induction_head_compares_was_written_by_the_embedding_and_the_previous_token_head() {
        TransformerWeights weights = InductionHead.weights(1, 0.001);
        SiteBlocks blocks = SiteBlocks.of(InductionHead.known());
        try (HookedTransformer network =
                HookedTransformer.of("one", Vocabulary.of("a", "b", "c", "d", "e", "f"), weights)) {
            List<SourceShare> shares =
                    Sources.of(network, contexts(6, InductionHead.C), NetworkParts.of(weights), blocks);
            Map<String, Double> sums = new TreeMap<>();
            for (SourceShare share : shares) {
                if (share.layer() == 1) {
                    sums.merge(share.part() + " " + share.block(), share.share(), Double::sum);
                }
                if (share.part().equals("head 0, key")
                        && share.layer() == 1
                        && share.block().equals("previous")) {
                    double expected = share.writer().equals("0 head 0") ? 1 : 0;
                    assertThat(share.share()).isCloseTo(expected, within(0.02));
                    assertThat(share.weight()).isGreaterThan(0.95);
                }
                if (share.part().equals("head 0, query")
                        && share.layer() == 1
                        && share.block().equals("current")) {
                    assertThat(share.share()).isCloseTo(share.writer().equals("embedding") ? 1 : 0, within(0.02));
                }
            }
            assertThat(sums.values()).allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(1e-6)));
        }
    }

    private static ContextSet contexts(int tokens, int length) {
        Draws draws = Seed.of(8).draws();
        int[][] sequences = new int[40][length];
        for (int[] sequence : sequences) {
            for (int p = 0; p < length; p++) {
                sequence[p] = draws.nextInt(tokens);
            }
        }
        return ContextSet.everyPosition(sequences, 0);
    }

    private static List<LinearPart> parts(Matrix written, Matrix form) {
        Matrix identity = Matrix.identity(D);
        return List.of(
                new LinearPart(Kind.OV, 0, "head 0", "blocks.0.hook_resid_pre", SITE, written, identity, D),
                new LinearPart(Kind.QK, 1, "head 0", SITE, SITE, form, identity, D));
    }

    private static SiteBlocks whole(List<NamedBlock> its) {
        return new SiteBlocks(new TreeMap<>(Map.of(SITE, its)));
    }

    /** Blocks of 2, 3 and 4 directions. */
    private static List<NamedBlock> blocks(Seed seed) {
        Matrix basis = RandomSubspace.of(new double[D], D, seed).basis();
        List<NamedBlock> its = new ArrayList<>();
        int from = 0;
        for (int size = 2; size <= 4; size++) {
            int[] rows = new int[size];
            for (int r = 0; r < size; r++) {
                rows[r] = from + r;
            }
            from += size;
            its.add(new NamedBlock("of " + size, new Subspace(new double[D], basis.selectRows(rows))));
        }
        return its;
    }
}
