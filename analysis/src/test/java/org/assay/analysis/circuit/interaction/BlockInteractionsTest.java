package org.assay.analysis.circuit.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.analysis.Draw;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.analysis.compile.CompileOptions;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.analysis.compile.CompiledNetwork;
import org.assay.analysis.compile.GeneratedPrograms;
import org.assay.analysis.smile.SingularValues;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.analysis.tensor.ThirdOrderTensor;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BlockInteractionsTest {
    private static final int SIZE = 4;
    private static final int D = 3 * SIZE;
    private static final String READ = "blocks.0.hook_resid_mid";
    private static final String WRITTEN = "blocks.0.hook_resid_post";
    private static final List<String> NAMES = List.of("a", "b", "c");

    /** Two products, each of a direction of a and one of b, each written to a direction of c. */
    @Test
    void two_products_are_two_directions_of_the_blocks_they_are_of_and_nothing_elsewhere() {
        BlockInteractions cut = cut(planted(2), blocks(Seed.of(1), false));
        assertThat(cut.triples()).hasSize(6 * 3);
        for (BlockTriple triple : cut.triples()) {
            if (triple.blocks().equals(List.of("a", "b", "c"))) {
                assertThat(triple.directions()).containsExactly(2, 2, 2);
                assertThat(triple.effectiveDirections(2)).isCloseTo(2, within(1e-6));
                assertThat(triple.lift()).isGreaterThan(9).isLessThan(27);
                assertThat(triple.z()).isGreaterThan(10);
            } else {
                assertThat(triple.lift()).isCloseTo(0, within(1e-9));
                assertThat(triple.directions()).containsExactly(0, 0, 0);
            }
        }
    }

    @Test
    @Tag("slow")
    void between_random_blocks_the_mean_lift_is_one_and_no_direction_stands_out() {
        Map<List<String>, Double> lifts = new TreeMap<>((x, y) -> x.toString().compareTo(y.toString()));
        int partitions = 150;
        int directions = 0;
        int places = 0;
        for (int n = 0; n < partitions; n++) {
            for (BlockTriple triple :
                    cut(planted(2), blocks(Seed.of(2).child(n), true)).triples()) {
                lifts.merge(triple.blocks(), triple.lift() / partitions, Double::sum);
                directions += triple.directions().stream()
                        .mapToInt(count -> Math.min(1, count))
                        .sum();
                places += 3;
            }
        }
        assertThat(lifts.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .isCloseTo(1, within(0.03));
        // Unlike blocks and like ones have means of their own.
        assertThat(lifts.get(List.of("a", "b", "c"))).isCloseTo(1, within(0.25));
        assertThat(lifts.get(List.of("a", "a", "c"))).isCloseTo(1, within(0.25));
        // One in a hundred, and it is an axis of a triple that one finds in.
        assertThat((double) directions / places).isBetween(0.002, 0.03);
    }

    @Test
    void a_tensor_of_nothing_has_no_directions() {
        InteractionTensor nothing = new InteractionTensor(
                Kind.MLP,
                0,
                "nothing",
                List.of(READ, READ, WRITTEN),
                List.of(Matrix.zeros(D, 1), Matrix.zeros(D, 1), Matrix.zeros(D, 1)),
                true);
        for (BlockTriple triple : cut(nothing, blocks(Seed.of(1), false)).triples()) {
            assertThat(triple.mass()).isZero();
            assertThat(triple.lift()).isZero();
            assertThat(triple.directions()).containsExactly(0, 0, 0);
            assertThat(triple.effectiveDirections(0)).isZero();
        }
    }

    @Test
    void spectra_are_the_singular_values_of_the_unfolded_tensor() {
        ThirdOrderTensor tensor =
                ThirdOrderTensor.ofComponents(Draw.normal(5, 9, 1), Draw.normal(3, 9, 2), Draw.normal(7, 9, 3));
        List<double[]> spectra = UnfoldedSpectrum.ofAllAxes(tensor);
        for (int axis = 0; axis < 3; axis++) {
            double[] values = SingularValues.of(tensor.unfolded(axis)).values();
            assertThat(spectra.get(axis)).containsExactly(values, within(1e-6));
        }
    }

    @Test
    void masses_are_those_of_the_blocks_cut_out_entry_by_entry() {
        InteractionTensor tensor = new InteractionTensor(
                Kind.MLP,
                0,
                "drawn",
                List.of(READ, WRITTEN, InteractionTensor.HEAD),
                List.of(Draw.normal(D, 5, 4), Draw.normal(D, 5, 5), Draw.normal(2, 5, 6)),
                false);
        SiteBlocks blocks = blocks(Seed.of(3), true);
        for (BlockTriple triple : cut(tensor, blocks).triples()) {
            Matrix first = rows(blocks, READ, triple.blocks().get(0));
            Matrix second = rows(blocks, WRITTEN, triple.blocks().get(1));
            double mass = 0;
            for (int i = 0; i < SIZE; i++) {
                for (int j = 0; j < SIZE; j++) {
                    for (int k = 0; k < 2; k++) {
                        double entry = 0;
                        for (int a = 0; a < D; a++) {
                            for (int b = 0; b < D; b++) {
                                entry += first.get(i, a)
                                        * second.get(j, b)
                                        * tensor.tensor().at(a, b, k);
                            }
                        }
                        mass += entry * entry;
                    }
                }
            }
            assertThat(triple.mass()).isCloseTo(mass, within(1e-8 * mass));
        }
    }

    /** A bilinear network multiplies what its program's units ask for together, and its MLPs nothing else. */
    @Test
    @Tag("slow")
    void compiled_networks_multiply_what_their_programs_do() {
        int checked = 0;
        for (CompiledNetwork network :
                GeneratedPrograms.networks(10, CompileOptions.of(Target.BILINEAR, 4, Seed.of(2026)))) {
            Set<BlockEdge> edges = new TreeSet<>();
            network.circuit().edges().stream()
                    .filter(edge -> edge.kind() == Kind.MLP)
                    .forEach(edges::add);
            Set<BlockEdge> found = new TreeSet<>();
            BlockInteractions cut = BlockInteractions.of(
                    MlpLevels.of(network.weights(), Optional.empty()).interactions(),
                    SiteBlocks.of(network.circuit()),
                    200,
                    Seed.of(1),
                    Progress.SILENT);
            for (BlockTriple triple : cut.triples()) {
                if (triple.lift() > 1e-9) {
                    String to = triple.blocks().get(2);
                    found.add(new BlockEdge(
                            Kind.MLP, triple.layer(), triple.blocks().get(0), to));
                    found.add(new BlockEdge(
                            Kind.MLP, triple.layer(), triple.blocks().get(1), to));
                }
            }
            assertThat(found).isEqualTo(edges);
            checked += edges.size();
        }
        assertThat(checked).isGreaterThan(5);
    }

    @Test
    void sites_that_are_not_cut_are_skipped_and_other_widths_refused() {
        SiteBlocks other = new SiteBlocks(new TreeMap<>(Map.of("blocks.3.hook_resid_mid", its(Matrix.identity(D)))));
        assertThat(cut(planted(1), other).skipped()).containsExactly("MLP 0 planted");
        SiteBlocks narrow = new SiteBlocks(new TreeMap<>(Map.of(
                READ,
                List.of(new NamedBlock("a", new Subspace(new double[2], Matrix.identity(2)))),
                WRITTEN,
                its(Matrix.identity(D)))));
        assertThatThrownBy(() -> cut(planted(1), narrow)).hasMessageContaining("out of 2");
        assertThatThrownBy(() -> BlockInteractions.of(
                        List.of(planted(1)), blocks(Seed.of(1), false), 10, Seed.of(1), Progress.SILENT))
                .hasMessageContaining("at least 200");
    }

    private static BlockInteractions cut(InteractionTensor tensor, SiteBlocks blocks) {
        return BlockInteractions.of(List.of(tensor), blocks, 200, Seed.of(7), Progress.SILENT);
    }

    /** {@code c_r += a_r b_r}, as the second derivative has it: both orders. */
    private static InteractionTensor planted(int products) {
        Matrix gate = Matrix.zeros(D, products);
        Matrix linear = Matrix.zeros(D, products);
        Matrix written = Matrix.zeros(D, products);
        for (int r = 0; r < products; r++) {
            gate.set(r, r, 1);
            linear.set(SIZE + r, r, 1);
            written.set(2 * SIZE + r, r, 1);
        }
        return new InteractionTensor(
                Kind.MLP,
                0,
                "planted",
                List.of(READ, READ, WRITTEN),
                List.of(gate.beside(linear), linear.beside(gate), written.beside(written)),
                true);
    }

    private static SiteBlocks blocks(Seed seed, boolean turned) {
        TreeMap<String, List<NamedBlock>> blocks = new TreeMap<>();
        for (String site : List.of(READ, WRITTEN)) {
            Matrix basis = turned
                    ? RandomSubspace.of(new double[D], D, seed.child(site)).basis()
                    : Matrix.identity(D);
            blocks.put(site, its(basis));
        }
        return new SiteBlocks(blocks);
    }

    private static List<NamedBlock> its(Matrix basis) {
        List<NamedBlock> its = new ArrayList<>();
        for (int block = 0; block < 3; block++) {
            int[] rows = new int[SIZE];
            for (int r = 0; r < SIZE; r++) {
                rows[r] = block * SIZE + r;
            }
            its.add(new NamedBlock(NAMES.get(block), new Subspace(new double[D], basis.selectRows(rows))));
        }
        return its;
    }

    private static Matrix rows(SiteBlocks blocks, String site, String name) {
        return blocks.at(site).orElseThrow().stream()
                .filter(block -> block.variable().equals(name))
                .findFirst()
                .orElseThrow()
                .subspace()
                .basis();
    }
}
