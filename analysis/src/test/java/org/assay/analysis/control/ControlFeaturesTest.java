package org.assay.analysis.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assay.analysis.Draw;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class ControlFeaturesTest {
    @Test
    void a_window_shows_the_last_tokens_and_the_position() {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{2, 0, 1}}, 0);
        Matrix window = WindowFeatures.of(contexts, 3, 2);
        assertThat(window.row(0)).containsExactly(0, 0, 1, 0, 0, 0, 1, 0, 0);
        assertThat(window.row(1)).containsExactly(1, 0, 0, 0, 0, 1, 0, 1, 0);
        assertThat(window.row(2)).containsExactly(0, 1, 0, 1, 0, 0, 0, 0, 1);
    }

    @Test
    void a_window_of_no_tokens_shows_the_position_alone() {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{2, 0}}, 0);
        assertThat(WindowFeatures.of(contexts, 3, 0)).isEqualTo(Matrix.identity(2));
    }

    @Test
    void shuffling_keeps_the_rows_and_moves_them() {
        Matrix target = Draw.normal(100, 2, 1);
        Matrix shuffled = ShuffledTargets.of(target, Seed.of(2));
        assertThat(sorted(shuffled)).isEqualTo(sorted(target));
        assertThat(shuffled).isNotEqualTo(target).isEqualTo(ShuffledTargets.of(target, Seed.of(2)));
        assertThat(shuffled).isNotEqualTo(ShuffledTargets.of(target, Seed.of(3)));
    }

    @Test
    void log_probabilities_of_an_impossible_token_are_refused() {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0}}, 0);
        NextTokenTable table = new NextTokenTable(contexts.id(), Matrix.ofRows(new double[] {.5, .5, 0}));
        assertThatThrownBy(() -> LogProbabilityFeatures.of(table))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("token 2 in row 0");
    }

    private static double[] sorted(Matrix matrix) {
        double[] column = matrix.column(0);
        Arrays.sort(column);
        return column;
    }
}
