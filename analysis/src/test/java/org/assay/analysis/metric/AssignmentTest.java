package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    @Test
    void the_best_pair_yields_where_the_sum_gains() {
        assertThat(Assignment.greatest(new double[][] {{.9, .8}, {.85, 0}})).containsExactly(1, 0);
    }

    @Test
    void what_has_no_partner_of_positive_value_stays_alone() {
        assertThat(Assignment.greatest(new double[][] {{0, 0}, {.1, .2}, {.3, .1}}))
                .containsExactly(-1, 1, 0);
        assertThat(Assignment.greatest(new double[][] {{}, {}})).containsExactly(-1, -1);
        assertThat(Assignment.greatest(new double[0][])).isEmpty();
        assertThat(Assignment.greatest(new double[][] {{-1}})).containsExactly(-1);
    }

    @RepeatedTest(40)
    void agrees_with_trying_everything(RepetitionInfo repetition) {
        Draws draws = Seed.of(repetition.getCurrentRepetition()).draws();
        double[][] values = new double[1 + draws.nextInt(5)][1 + draws.nextInt(5)];
        for (double[] row : values) {
            for (int column = 0; column < row.length; column++) {
                row[column] = draws.nextInt(3) == 0 ? 0 : draws.nextDouble();
            }
        }
        int[] assigned = Assignment.greatest(values);
        double sum = 0;
        for (int row = 0; row < values.length; row++) {
            sum += assigned[row] < 0 ? 0 : values[row][assigned[row]];
        }
        assertThat(Arrays.stream(assigned).filter(column -> column >= 0).boxed())
                .doesNotHaveDuplicates();
        assertThat(sum).isCloseTo(best(values, 0, new boolean[values[0].length]), within(1e-12));
    }

    private static double best(double[][] values, int row, boolean[] taken) {
        if (row == values.length) {
            return 0;
        }
        double best = best(values, row + 1, taken);
        for (int column = 0; column < taken.length; column++) {
            if (!taken[column]) {
                taken[column] = true;
                best = Math.max(best, values[row][column] + best(values, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
    }

    @Test
    void a_value_that_is_not_finite_is_refused() {
        assertThatThrownBy(() -> Assignment.greatest(new double[][] {{Double.NaN}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 0 with column 0");
    }
}
