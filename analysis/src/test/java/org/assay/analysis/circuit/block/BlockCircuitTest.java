package org.assay.analysis.circuit.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BlockCircuitTest {
    private static final int SIZE = 16;
    private static final int D = 3 * SIZE;
    private static final String SITE = "blocks.0.hook_resid_pre";

    /** The share of noise that leaves the correct cell a lift of 6.9 where the nine lifts have a mean of 1. */
    private static final double NOISE_SHARE = 9 * (1 - 6.9 / 9) / 8;

    @Test
    void a_head_that_compares_two_of_three_blocks_has_the_published_lifts() {
        Map<BlockEdge, Double> lifts = read(blocks(0)).lifts();
        assertThat(lifts.remove(cell("current", "previous"))).isCloseTo(6.9, within(0.15));
        assertThat(lifts).hasSize(8);
        // Published: 0.23 to 0.30. A cell of noise has the mean of 256 squares.
        double noise = (9 - 6.9) / 8;
        assertThat(lifts.values())
                .allSatisfy(lift ->
                        assertThat(lift).isCloseTo(noise, within(4 * noise * Math.sqrt(2.0 / (SIZE * SIZE)))));
    }

    @Test
    void a_quarter_of_two_blocks_swapped_has_the_published_lifts() {
        Map<BlockEdge, Double> lifts = read(blocks(SIZE / 4)).lifts();
        assertThat(lifts.get(cell("current", "previous"))).isCloseTo(3.9, within(0.35));
        double wrong = lifts.get(cell("current", "current")) + lifts.get(cell("previous", "previous"));
        assertThat(wrong / 2).isCloseTo(1.57, within(0.2));
    }

    @Test
    void random_partitions_have_the_published_lifts() {
        Matrix nulls = nulls(head(), 400);
        double mean = Arrays.stream(nulls.values()).average().orElseThrow();
        assertThat(mean).isCloseTo(1, within(0.005));
        double deviation = 0;
        double percentile = 0;
        for (int cell = 0; cell < 9; cell++) {
            deviation += NullLifts.deviation(nulls, cell) / 9;
            percentile += NullLifts.quantile(nulls, cell, 0.99) / 9;
        }
        assertThat(deviation).isCloseTo(0.09, within(0.02));
        assertThat(percentile).isCloseTo(1.22, within(0.05));
    }

    @Test
    void the_mean_under_one_rotation_of_both_sides_is_exact_where_shares_of_directions_are_not() {
        // A form with a large trace: its diagonal cells hold more on average than their share of directions.
        Matrix map = normal(7).times(normal(7).transpose());
        LinearPart form = LinearPart.of(Kind.QK, 0, "form", SITE, SITE, map);
        LinearPart two = LinearPart.of(Kind.OV, 0, "map", SITE, "blocks.0.hook_resid_post", map);
        int[] sizes = {5, 16, 27};
        double[][] exact = Masses.expected(form, sizes, sizes);
        double[][] shares = Masses.expected(two, sizes, sizes);
        int draws = 1_000;
        double[][] sampled = new double[3][3];
        Cut cut = new Cut(Matrix.identity(D), sizes, Optional.empty());
        for (int draw = 0; draw < draws; draw++) {
            Cut turned = cut.along(
                    RandomSubspace.of(new double[D], D, Seed.of(5).child(draw)).basis());
            double[][] masses = Masses.of(form, turned, turned);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    sampled[i][j] += masses[i][j] / draws;
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(sampled[i][j]).isCloseTo(exact[i][j], within(0.03 * exact[i][j]));
            }
            assertThat(exact[i][i]).isGreaterThan(1.1 * shares[i][i]);
        }
        assertThat(Arrays.stream(exact).flatMapToDouble(Arrays::stream).sum())
                .isCloseTo(form.mass(), within(1e-9 * form.mass()));
    }

    @Test
    void masses_are_those_of_the_maps_cut_out_one_by_one() {
        LinearPart family = new LinearPart(
                Kind.QK,
                0,
                "family",
                SITE,
                SITE,
                normal(1).selectColumns(0, 12),
                normal(2).selectColumns(0, 12),
                4);
        List<NamedBlock> its = blocks(0).at(SITE).orElseThrow();
        double[][] masses = Masses.of(family, Cut.of(its), Cut.of(its));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (Matrix map : family.maps()) {
                    Matrix cell = its.get(i)
                            .subspace()
                            .basis()
                            .times(map)
                            .times(its.get(j).subspace().basis().transpose());
                    sum += Arrays.stream(cell.values()).map(x -> x * x).sum();
                }
                assertThat(masses[i][j]).isCloseTo(sum, within(1e-9 * sum));
            }
        }
    }

    @Test
    void the_z_of_the_correct_cell_stands_out_and_that_of_the_others_is_below_zero() {
        for (BlockCell cell : read(blocks(0)).cells()) {
            if (cell.edge().equals(cell("current", "previous"))) {
                assertThat(cell.z()).isGreaterThan(20);
                assertThat(cell.lift()).isGreaterThan(cell.chance());
            } else {
                assertThat(cell.z()).isNegative();
            }
        }
    }

    @Test
    void shares_of_variance_and_what_goes_across_sum_to_one() {
        Matrix half = normal(9);
        Matrix covariance = half.times(half.transpose());
        SiteMoments moments = new SiteMoments(Map.of(SITE, new double[D]), Map.of(SITE, covariance));
        Cut cut = Cut.of(blocks(0).at(SITE).orElseThrow());
        LinearPart map = LinearPart.of(Kind.OV, 0, "map", SITE, "blocks.0.hook_resid_post", normal(3));
        double[][] shares = moments.shares(map, cut, cut).orElseThrow();
        // By the definition: what passes from i and i' to j, over all that passes.
        Matrix seen = cut.rows().times(covariance).times(cut.rows().transpose());
        Matrix turned = cut.rows().times(map.map(0)).times(cut.rows().transpose());
        double all = 0;
        double[][] within = new double[3][3];
        for (int i = 0; i < D; i++) {
            for (int k = 0; k < D; k++) {
                for (int j = 0; j < D; j++) {
                    double passed = turned.get(i, j) * seen.get(i, k) * turned.get(k, j);
                    all += passed;
                    within[i / SIZE][j / SIZE] += i / SIZE == k / SIZE ? passed : 0;
                }
            }
        }
        double across = 1;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(shares[i][j]).isCloseTo(within[i][j] / all, within(1e-10));
                across -= shares[i][j];
            }
        }
        assertThat(across).isNotZero();
        // Where blocks are independent nothing goes across.
        SiteMoments white = new SiteMoments(Map.of(SITE, new double[D]), Map.of(SITE, Matrix.identity(D)));
        double whole = Arrays.stream(white.shares(map, cut, cut).orElseThrow())
                .flatMapToDouble(Arrays::stream)
                .sum();
        assertThat(whole).isCloseTo(1, within(1e-12));
    }

    @Test
    @Tag("slow")
    void the_edges_of_a_circuit_are_kept_and_of_random_partitions_the_stated_share() {
        KnownCircuit known = InductionHead.known();
        List<LinearPart> parts = NetworkParts.of(InductionHead.weights(2, 0.005));
        SiteBlocks truth = SiteBlocks.of(known);
        BlockCircuit own = BlockCircuit.of(parts, truth, Optional.empty(), 200, Seed.of(1), Progress.SILENT);
        assertThat(own.kept(0.01)).isEqualTo(known.edges());
        assertThat(own.kept(0.004)).isEmpty();
        int kept = 0;
        int edges = 0;
        for (int n = 0; n < 40; n++) {
            TreeMap<String, List<NamedBlock>> drawn = new TreeMap<>();
            for (Map.Entry<String, List<NamedBlock>> site : truth.blocks().entrySet()) {
                drawn.put(
                        site.getKey(),
                        turned(site.getValue(), Seed.of(30).child(n).child(site.getKey())));
            }
            BlockCircuit random = BlockCircuit.of(
                    parts,
                    new SiteBlocks(drawn),
                    Optional.empty(),
                    200,
                    Seed.of(2).child(n),
                    Progress.SILENT);
            kept += random.kept(0.05).size();
            edges += random.chances().size();
        }
        // Edges of one partition are not independent; over 40 partitions the share has a standard error of about 0.005.
        assertThat((double) kept / edges).isBetween(0.03, 0.07);
    }

    private static List<NamedBlock> turned(List<NamedBlock> blocks, Seed seed) {
        int d = blocks.get(0).subspace().directions();
        Matrix basis = RandomSubspace.of(new double[d], d, seed).basis();
        List<NamedBlock> turned = new ArrayList<>();
        int from = 0;
        for (NamedBlock block : blocks) {
            int[] rows = new int[block.subspace().dimensions()];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = from++;
            }
            turned.add(new NamedBlock(block.variable(), new Subspace(new double[d], basis.selectRows(rows))));
        }
        return turned;
    }

    @Test
    void a_part_that_does_nothing_has_no_edge() {
        LinearPart nothing = LinearPart.of(Kind.QK, 0, "nothing", SITE, SITE, Matrix.zeros(D, D));
        BlockCircuit circuit =
                BlockCircuit.of(List.of(nothing), blocks(0), Optional.empty(), 200, Seed.of(1), Progress.SILENT);
        assertThat(circuit.chances().values()).containsOnly(1.0);
        assertThat(circuit.kept(0.5)).isEmpty();
    }

    @Test
    void too_few_random_partitions_and_other_widths_are_refused() {
        assertThatThrownBy(() ->
                        BlockCircuit.of(List.of(head()), blocks(0), Optional.empty(), 199, Seed.of(1), Progress.SILENT))
                .hasMessageContaining("at least 200");
        LinearPart wider = LinearPart.of(Kind.QK, 0, "head 0", SITE, SITE, Matrix.identity(D + 1));
        assertThatThrownBy(() ->
                        BlockCircuit.of(List.of(wider), blocks(0), Optional.empty(), 200, Seed.of(1), Progress.SILENT))
                .hasMessageContaining("48")
                .hasMessageContaining("49");
    }

    private static BlockCircuit read(SiteBlocks blocks) {
        return BlockCircuit.of(List.of(head()), blocks, Optional.empty(), 200, Seed.of(1), Progress.SILENT);
    }

    private static Matrix nulls(LinearPart part, int draws) {
        Cut cut = Cut.of(blocks(0).at(SITE).orElseThrow());
        double[][] expected = Masses.expected(part, cut.sizes(), cut.sizes());
        return NullLifts.of(List.of(new NullLifts.Cell(part, cut, cut, expected)), draws, Seed.of(3), Progress.SILENT)
                .get(0);
    }

    private static BlockEdge cell(String from, String to) {
        return new BlockEdge(Kind.QK, 0, from, to);
    }

    /** An isometry from current to previous, which has the published spread under random partitions, and noise in all directions. */
    private static LinearPart head() {
        Matrix map = Matrix.zeros(D, D);
        Draws draws = Seed.of(2).draws();
        Matrix isometry = RandomSubspace.of(new double[SIZE], SIZE, Seed.of(4)).basis();
        double noise = Math.sqrt(NOISE_SHARE / (D * D));
        double signal = Math.sqrt((1 - NOISE_SHARE) / SIZE);
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                boolean correct = i < SIZE && j / SIZE == 1;
                map.set(i, j, noise * draws.nextNormal() + (correct ? signal * isometry.get(i, j - SIZE) : 0));
            }
        }
        return LinearPart.of(Kind.QK, 0, "head 0", SITE, SITE, map);
    }

    /** Current, previous and the rest, with the last directions of the first two in each other's place. */
    private static SiteBlocks blocks(int swapped) {
        List<NamedBlock> its = new ArrayList<>();
        List<String> names = List.of("current", "previous", "rest");
        for (int block = 0; block < 3; block++) {
            int[] rows = new int[SIZE];
            for (int r = 0; r < SIZE; r++) {
                boolean other = block < 2 && r >= SIZE - swapped;
                rows[r] = (other ? 1 - block : block) * SIZE + r;
            }
            its.add(new NamedBlock(
                    names.get(block),
                    new Subspace(new double[D], Matrix.identity(D).selectRows(rows))));
        }
        return new SiteBlocks(new TreeMap<>(Map.of(SITE, its)));
    }

    private static Matrix normal(long seed) {
        Draws draws = Seed.of(seed).draws();
        Matrix matrix = Matrix.zeros(D, D);
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] = draws.nextNormal();
        }
        return matrix;
    }
}
