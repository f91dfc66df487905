package org.assay.analysis.circuit.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Test;

class EdgeRecoveryTest {
    private static final KnownCircuit KNOWN = InductionHead.known();
    private static final SiteBlocks TRUE = SiteBlocks.of(KNOWN);

    @Test
    void the_true_partition_of_a_head_made_by_hand_finds_every_edge() {
        EdgeRecovery recovery = recovery(InductionHead.weights(1, 0), TRUE);
        assertThat(recovery.area()).isEqualTo(1);
        assertThat(recovery.precision()).isEqualTo(1);
        assertThat(recovery.positives()).isEqualTo(KNOWN.edges().size());
        assertThat(recovery.cells()).isGreaterThan(3 * recovery.positives());
        assertThat(recovery.unmatched()).isZero();
    }

    @Test
    void true_cells_of_heads_have_a_lift_of_five_and_wrong_ones_of_half_at_most() {
        circuit(InductionHead.weights(1, 0.005), TRUE).lifts().forEach((edge, lift) -> {
            if (KNOWN.edges().contains(edge)) {
                boolean head = edge.kind() == Kind.QK || edge.kind() == Kind.OV;
                // Where one side alone is cut, or nothing but the stream passes, no lift is above D / d.
                assertThat(lift).as(edge.toString()).isGreaterThan(head ? 5 : 3);
            } else {
                assertThat(lift).as(edge.toString()).isLessThan(0.5);
            }
        });
    }

    @Test
    void random_partitions_say_nothing() {
        double area = 0;
        double precision = 0;
        double prevalence = 0;
        int draws = 10;
        for (int draw = 0; draw < draws; draw++) {
            EdgeRecovery recovery = recovery(InductionHead.weights(1, 0), turned(Seed.of(draw)));
            area += recovery.area() / draws;
            precision += recovery.precision() / draws;
            prevalence += (double) recovery.positives() / recovery.cells() / draws;
        }
        // Matching picks the better of the blocks for each variable, and thereby a little of the skip edges.
        assertThat(area).isCloseTo(0.5, within(0.12));
        assertThat(precision).isLessThan(2 * prevalence);
    }

    @Test
    void equal_strengths_say_exactly_nothing() {
        TransformerWeights weights = InductionHead.weights(1, 0);
        EdgeRecovery recovery = EdgeRecovery.of(Map.of(), NetworkParts.of(weights), TRUE, KNOWN);
        assertThat(recovery.area()).isEqualTo(0.5);
        assertThat(recovery.precision()).isCloseTo((double) recovery.positives() / recovery.cells(), within(1e-12));
    }

    @Test
    void a_variable_that_no_block_holds_counts_against_the_partition() {
        TreeMap<String, List<NamedBlock>> fewer = new TreeMap<>(KNOWN.blocks());
        fewer.replaceAll((site, its) -> its.subList(0, 1));
        EdgeRecovery recovery = recovery(InductionHead.weights(1, 0), new SiteBlocks(fewer));
        assertThat(recovery.unmatched()).isEqualTo(6);
        assertThat(recovery.area()).isBetween(0.5, 0.8);
    }

    @Test
    void names_of_blocks_do_not_matter() {
        TreeMap<String, List<NamedBlock>> renamed = new TreeMap<>();
        KNOWN.blocks()
                .forEach((site, its) -> renamed.put(
                        site,
                        its.stream()
                                .map(block -> new NamedBlock("x" + its.indexOf(block), block.subspace()))
                                .toList()));
        assertThat(recovery(InductionHead.weights(1, 0.005), new SiteBlocks(renamed)))
                .isEqualTo(recovery(InductionHead.weights(1, 0.005), TRUE));
    }

    @Test
    void an_edge_that_no_part_could_carry_is_refused() {
        TreeSet<BlockEdge> edges = new TreeSet<>(KNOWN.edges());
        edges.add(new BlockEdge(Kind.MLP, 0, "current", "previous"));
        KnownCircuit impossible = new KnownCircuit(KNOWN.blocks(), edges);
        assertThatThrownBy(() -> EdgeRecovery.of(
                        Map.of(), NetworkParts.of(InductionHead.weights(1, 0)), SiteBlocks.of(impossible), impossible))
                .hasMessageContaining("MLP");
    }

    /** The true blocks, turned at every site by a rotation of its own. */
    private static SiteBlocks turned(Seed seed) {
        TreeMap<String, List<NamedBlock>> turned = new TreeMap<>();
        KNOWN.blocks().forEach((site, its) -> {
            Matrix rotation = RandomSubspace.of(new double[InductionHead.D], InductionHead.D, seed.child(site))
                    .basis();
            turned.put(
                    site,
                    its.stream()
                            .map(block -> new NamedBlock(
                                    block.variable(),
                                    new Subspace(
                                            block.subspace().mean(),
                                            block.subspace().basis().times(rotation))))
                            .toList());
        });
        return new SiteBlocks(turned);
    }

    private static BlockCircuit circuit(TransformerWeights weights, SiteBlocks blocks) {
        return BlockCircuit.of(NetworkParts.of(weights), blocks, Optional.empty(), 200, Seed.of(1), Progress.SILENT);
    }

    private static EdgeRecovery recovery(TransformerWeights weights, SiteBlocks blocks) {
        return EdgeRecovery.of(circuit(weights, blocks).lifts(), NetworkParts.of(weights), blocks, KNOWN);
    }
}
