package org.assay.analysis.subspace.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class KeyCountTest {
    @Test
    void keys_are_the_power_of_two_from_twice_the_root_of_the_rows_on() {
        assertThat(KeyCount.of(NeighbourLossTest.normal(64, 6, Seed.of(1)), Seed.of(2)))
                .isEqualTo(new KeyCount(16, 0));
        assertThat(KeyCount.of(NeighbourLossTest.normal(676, 6, Seed.of(1)), Seed.of(2)))
                .isEqualTo(new KeyCount(64, 0));
    }

    @Test
    void rows_with_near_twins_get_fewer_keys_or_none() {
        assertThat(KeyCount.of(clusters(2000, 650), Seed.of(4)).keys()).isEqualTo(32);
        assertThatThrownBy(() -> KeyCount.of(clusters(2000, 20), Seed.of(4)))
                .isInstanceOf(UnfitActivationsException.class)
                .hasMessageContaining("have another within");
    }

    /** Rows within 1e-5 of one of so many points. */
    private static float[][] clusters(int rows, int points) {
        float[][] centres = NeighbourLossTest.normal(points, 5, Seed.of(5));
        float[][] near = NeighbourLossTest.normal(rows, 5, Seed.of(6));
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < 5; c++) {
                near[r][c] = centres[r % points][c] + 1e-5f * near[r][c];
            }
        }
        return near;
    }
}
