package org.assay.analysis.subspace.rival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.junit.jupiter.api.Test;

class LinkageTest {
    /** 0 and 3 go together, 1 and 2, and 4 with 1 and 2 by (0.5 + 0.3) / 2 on average. */
    private static final Matrix SIMILARITY = Matrix.ofRows(
            new double[] {1, 0, 0, 0.9, 0},
            new double[] {0, 1, 0.8, 0.1, 0.5},
            new double[] {0, 0.8, 1, 0, 0.3},
            new double[] {0.9, 0.1, 0, 1, 0},
            new double[] {0, 0.5, 0.3, 0, 1});

    @Test
    void theMostAlikeOnAverageAreJoinedUntilNoneIsAlikeEnough() {
        assertThat(Linkage.groups(SIMILARITY, 1, 0.2)).isEqualTo(List.of(List.of(1, 2, 4), List.of(0, 3)));
        assertThat(Linkage.groups(SIMILARITY, 1, 0.41)).isEqualTo(List.of(List.of(0, 3), List.of(1, 2), List.of(4)));
        assertThat(Linkage.groups(SIMILARITY, 1, 2)).hasSize(5);
    }

    @Test
    void joiningStopsAtTheNumberAskedFor() {
        double always = Double.NEGATIVE_INFINITY;
        assertThat(Linkage.groups(SIMILARITY, 2, always)).isEqualTo(List.of(List.of(1, 2, 4), List.of(0, 3)));
        assertThat(Linkage.groups(SIMILARITY, 1, always)).isEqualTo(List.of(List.of(0, 1, 2, 3, 4)));
    }
}
