package org.assay.analysis.subspace.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class GeometryTest {
    private static final Partition RUN =
            SizeMatched.draw(new Partition(new double[12], Matrix.identity(12), List.of(4, 4, 3)), Seed.of(1));

    @Test
    void the_same_blocks_in_another_order_are_the_same_run() {
        Partition other = Partition.of(
                new double[12],
                List.of(RUN.block(2).basis(), RUN.block(0).basis(), RUN.block(1).basis()));
        Stability same = Stability.between(RUN, other, 50, Seed.of(2));
        assertThat(same.vMeasure()).isCloseTo(1, within(1e-9));
        assertThat(same.adjusted()).isCloseTo(1, within(1e-9));
    }

    @Test
    void unrelated_runs_have_no_stability_and_runs_of_one_block_neither() {
        double mean = IntStream.range(0, 40)
                .mapToDouble(i -> Stability.between(RUN, SizeMatched.draw(RUN, Seed.of(100 + i)), 40, Seed.of(i))
                        .adjusted())
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0, within(.02));
        Partition all = new Partition(new double[12], Matrix.identity(12), List.of(12));
        assertThat(Stability.between(RUN, all, 5, Seed.of(1)).adjusted()).isCloseTo(0, within(1e-9));
        assertThatThrownBy(() -> Stability.between(
                        RUN, new Partition(new double[2], Matrix.identity(2), List.of(2)), 5, Seed.of(1)))
                .hasMessageContaining("12 and 2");
    }

    @Test
    void a_block_lies_in_itself_and_outside_its_complement() {
        Subspace block = RUN.block(0);
        BlockGeometry own = BlockGeometry.of(block, block);
        assertThat(own.factorInBlock()).isCloseTo(1, within(1e-9));
        assertThat(own.chordal()).isCloseTo(0, within(1e-6));
        BlockGeometry other = BlockGeometry.of(block, RUN.block(1));
        assertThat(other.factorInBlock()).isCloseTo(0, within(1e-9));
        assertThat(other.chordal()).isCloseTo(2, within(1e-9));
        assertThat(other.angles()[0]).isCloseTo(Math.PI / 2, within(1e-6));
    }

    @Test
    void a_random_block_contains_its_share_of_a_factor() {
        double mean = IntStream.range(0, 400)
                .mapToDouble(i -> BlockGeometry.of(RandomSubspace.of(new double[12], 3, Seed.of(i)), RUN.block(0))
                        .factorInBlock())
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(3. / 12, within(.02));
    }
}
