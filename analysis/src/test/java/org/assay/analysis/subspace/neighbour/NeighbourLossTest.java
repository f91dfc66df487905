package org.assay.analysis.subspace.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NeighbourLossTest {
    private static final double STEP = 1e-6;

    /** Sizes that are awkward for loops by two and by four, one key more than a chunk, and chunks apart. */
    static List<Awkward> awkward() {
        return List.of(
                new Awkward(List.of(1), 3, 2),
                new Awkward(List.of(1, 1), 5, 7),
                new Awkward(List.of(3, 2), 20, 33),
                new Awkward(List.of(4, 5, 1), 40, KeySearch.CHUNK + 1),
                new Awkward(List.of(7, 6), 9, 2 * KeySearch.CHUNK + 17));
    }

    record Awkward(List<Integer> sizes, int queries, int keys) {
        Blocks blocks() {
            return new Blocks(sizes);
        }

        float[][] rows() {
            return normal(queries + keys, blocks().coordinates(), Seed.of(1));
        }

        /** Half of the queries are keys as well. */
        int[] queryRows() {
            return IntStream.range(0, queries)
                    .map(q -> q % 2 == 0 ? q : queries + q % keys)
                    .toArray();
        }

        int[] keyRows() {
            return IntStream.range(queries, queries + keys).toArray();
        }

        double[][] rotation() {
            return Starts.random(blocks().coordinates(), Seed.of(2));
        }
    }

    static float[][] normal(int rows, int columns, Seed seed) {
        Draws draws = seed.draws();
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int c = 0; c < columns; c++) {
                row[c] = (float) (draws.nextNormal() / Math.sqrt(columns));
            }
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("awkward")
    void distances_and_neighbours_are_those_of_plain_loops(Awkward at) {
        SlowNeighbours slow = new SlowNeighbours(at.rows(), at.queryRows(), at.keyRows(), at.blocks());
        int[][] nearest = slow.nearest(at.rotation());
        NeighbourLoss fast = new NeighbourLoss(at.rows());

        double[] means = fast.distances(at.queryRows(), at.keyRows(), at.rotation(), at.blocks());

        for (int s = 0; s < means.length; s++) {
            double expected = 0;
            for (int q = 0; q < at.queries(); q++) {
                expected += slow.distance(at.queryRows()[q], nearest[q][s], s, at.rotation()) / at.queries();
            }
            assertThat(means[s]).isCloseTo(expected, within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("awkward")
    void the_ascent_is_that_of_finite_differences(Awkward at) {
        int k = at.blocks().coordinates();
        SlowNeighbours slow = new SlowNeighbours(at.rows(), at.queryRows(), at.keyRows(), at.blocks());
        double[][] r = at.rotation();
        int[][] nearest = slow.nearest(r);
        double[][] omega = new double[k][k];

        double loss = new NeighbourLoss(at.rows()).ascent(at.queryRows(), at.keyRows(), r, at.blocks(), omega);

        assertThat(loss).isCloseTo(slow.loss(r, nearest), within(1e-6));
        int[][] kept = slow.withDirection(r, nearest);
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < a; b++) {
                double numeric =
                        (slow.loss(turned(r, a, b, STEP), kept) - slow.loss(turned(r, a, b, -STEP), kept)) / (2 * STEP);
                assertThat(omega[a][b]).as(a + ", " + b).isCloseTo(numeric, within(2e-6));
                assertThat(omega[b][a]).isEqualTo(-omega[a][b]);
            }
        }
    }

    /** R exp(angle (e_a e_b' - e_b e_a')): a plane rotation of two columns. */
    private static double[][] turned(double[][] r, int a, int b, double angle) {
        double[][] turned = Rotation.copy(r);
        for (double[] row : turned) {
            double atA = row[a];
            double atB = row[b];
            row[a] = Math.cos(angle) * atA - Math.sin(angle) * atB;
            row[b] = Math.sin(angle) * atA + Math.cos(angle) * atB;
        }
        return turned;
    }

    @Test
    void rotated_rows_and_rotation_back_give_the_same_distances() {
        float[][] rows = normal(300, 6, Seed.of(3));
        double[][] turn = Starts.random(6, Seed.of(4));
        Blocks blocks = new Blocks(List.of(2, 4));
        Cut cut = new Cut(turn, blocks, new double[2]);
        float[][] rotated = cut.coordinates(rows, List.of(0, 1));
        int[] queries = IntStream.range(0, 100).toArray();
        int[] keys = IntStream.range(100, 300).toArray();

        double[] there = new NeighbourLoss(rotated).distances(queries, keys, Rotation.identity(6), blocks);
        double[] here = new NeighbourLoss(rows).distances(queries, keys, turn, blocks);

        assertThat(there).containsExactly(here, within(1e-6));
    }

    @Test
    void a_step_holds_no_more_memory_for_more_keys() {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        float[][] rows = normal(40_000, 8, Seed.of(5));
        int[] queries = IntStream.range(0, 32).toArray();
        int[] few = IntStream.range(32, 1_032).toArray();
        int[] many = IntStream.range(32, 40_000).toArray();
        double[][] r = Rotation.identity(8);
        Blocks blocks = new Blocks(List.of(4, 4));
        NeighbourLoss loss = new NeighbourLoss(rows);
        loss.distances(queries, few, r, blocks);

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        loss.distances(queries, many, r, blocks);
        long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        // 40 chunks; all keys rotated at once would take 40,000 x 8 floats, 1.3 MB.
        assertThat(after - before).isLessThan(200_000);
    }

    @Test
    void a_query_without_another_row_is_refused() {
        float[][] rows = normal(3, 2, Seed.of(6));

        assertThatThrownBy(() -> new NeighbourLoss(rows)
                        .distances(new int[] {1}, new int[] {1}, Rotation.identity(2), new Blocks(List.of(2))))
                .hasMessageContaining("beside itself");
    }
}
