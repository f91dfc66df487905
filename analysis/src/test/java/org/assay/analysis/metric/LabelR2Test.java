package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class LabelR2Test {
    private static final int ROWS = 2000;

    private static final double[] EQUAL = new double[ROWS];

    static {
        Arrays.fill(EQUAL, 1.0 / ROWS);
    }

    @Test
    void ideal_the_label_says_where_the_belief_lies() {
        int[] labels = new int[ROWS];
        Matrix belief = Matrix.zeros(ROWS, 2);
        for (int row = 0; row < ROWS; row++) {
            labels[row] = row % 3;
            belief.set(row, labels[row] % 2, 1 + labels[row]);
        }
        assertThat(LabelR2.of(labels, belief, EQUAL)).isCloseTo(1, within(1e-12));
    }

    @Test
    void null_random_labels_explain_their_number_over_the_number_of_rows() {
        Draws draws = Seed.of(1).draws();
        int[] labels = new int[ROWS];
        Matrix belief = Matrix.zeros(ROWS, 1);
        for (int row = 0; row < ROWS; row++) {
            labels[row] = draws.nextInt(4);
            belief.set(row, 0, draws.nextNormal());
        }
        assertThat(LabelR2.of(labels, belief, EQUAL)).isBetween(0.0, 0.01);
        assertThat(LabelR2.of(new int[ROWS], belief, EQUAL)).isCloseTo(0, within(1e-12));
    }

    @Test
    void degenerate_a_constant_belief_has_nothing_to_explain() {
        assertThatThrownBy(() -> LabelR2.of(new int[ROWS], Matrix.zeros(ROWS, 2), EQUAL))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("does not vary");
        assertThatThrownBy(() -> LabelR2.of(new int[3], Matrix.zeros(ROWS, 2), EQUAL))
                .hasMessageContaining("are labelled");
    }
}
