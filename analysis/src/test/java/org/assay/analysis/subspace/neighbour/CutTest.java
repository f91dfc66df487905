package org.assay.analysis.subspace.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class CutTest {
    private static final Blocks BLOCKS = new Blocks(List.of(2, 1, 3));

    private final float[][] rows = NeighbourLossTest.normal(7, 6, Seed.of(1));
    private final Cut cut = new Cut(Starts.random(6, Seed.of(2)), BLOCKS, new double[] {1, 2, 6});

    @Test
    void coordinates_of_all_blocks_are_the_rows_turned() {
        float[][] all = cut.coordinates(rows, List.of(0, 1, 2));
        float[][] last = cut.coordinates(rows, List.of(2));

        for (int r = 0; r < 7; r++) {
            double[] row = new double[6];
            for (int j = 0; j < 6; j++) {
                row[j] = rows[r][j];
            }
            double[] turned = Matrix.ofRows(cut.rotation()).leftTimes(row);
            for (int c = 0; c < 6; c++) {
                assertThat(all[r][c]).isCloseTo((float) turned[c], within(1e-6f));
            }
            assertThat(last[r]).containsExactly(all[r][3], all[r][4], all[r][5]);
        }
        assertThat(cut.loss()).isEqualTo(3);
        assertThat(cut.blockRows(rows, new int[] {4}).get(1).values()[0]).isEqualTo(all[4][2]);
    }

    @Test
    void turning_two_blocks_leaves_the_third_and_turns_their_coordinates() {
        double[][] turn = Starts.random(5, Seed.of(3));
        Cut turned = new Cut(cut.turned(List.of(0, 2), turn), BLOCKS, new double[3]);

        assertThat(turned.coordinates(rows, List.of(1))).isDeepEqualTo(cut.coordinates(rows, List.of(1)));
        float[][] before = cut.coordinates(rows, List.of(0, 2));
        float[][] after = turned.coordinates(rows, List.of(0, 2));
        for (int c = 0; c < 5; c++) {
            double sum = 0;
            for (int i = 0; i < 5; i++) {
                sum += before[3][i] * turn[i][c];
            }
            assertThat(after[3][c]).isCloseTo((float) sum, within(1e-6f));
        }
    }

    @Test
    void reordering_moves_whole_blocks() {
        Cut reordered = new Cut(cut.reordered(List.of(2, 0, 1)), new Blocks(List.of(3, 2, 1)), new double[3]);

        assertThat(reordered.coordinates(rows, List.of(0))).isDeepEqualTo(cut.coordinates(rows, List.of(2)));
        assertThat(reordered.coordinates(rows, List.of(2))).isDeepEqualTo(cut.coordinates(rows, List.of(1)));
    }
}
