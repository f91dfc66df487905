package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.analysis.Enumeration;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
    private static final int[] CAME = {1, 1, 0};
    private static final double[] WEIGHTS = {1, 1, 2};

    @Test
    void certainty_that_is_right_costs_nothing() {
        NextTokenTable right = Tables.of(new double[] {0, 1}, new double[] {0, 1}, new double[] {1, 0});
        assertThat(CrossEntropy.observed(right, CAME, WEIGHTS)).isZero();
    }

    @Test
    void a_uniform_law_costs_the_logarithm_of_the_vocabulary() {
        double[] half = {.5, .5};
        assertThat(CrossEntropy.observed(Tables.of(half, half, half), CAME, WEIGHTS))
                .isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void a_token_of_probability_zero_and_rows_without_a_next_token_are_errors() {
        NextTokenTable wrong = Tables.of(new double[] {0, 1}, new double[] {1, 0}, new double[] {1, 0});
        assertThatThrownBy(() -> CrossEntropy.observed(wrong, CAME, WEIGHTS))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("after row 1 (token 1)");
        assertThatThrownBy(() -> CrossEntropy.observed(wrong, new int[] {1}, WEIGHTS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_floor_of_mess3_is_the_mean_of_its_myopic_entropies_and_loss_is_floor_plus_divergence() {
        HiddenMarkovProcess mess3 = Processes.mess3(0.05, 0.85);
        ContextSet contexts = Enumeration.byProbability(mess3, 4);
        NextTokenTable truth = mess3.next(contexts);
        double floor = (.857719 + .813356 + .798118 + .794740) / 4;
        assertThat(CrossEntropy.entropy(truth, contexts.weights())).isCloseTo(floor, within(1e-6));
        Matrix uniform = Matrix.zeros(contexts.rows(), 3);
        Arrays.fill(uniform.values(), 1 / 3.0);
        NextTokenTable ignorant = new NextTokenTable(contexts.id(), uniform);
        assertThat(CrossEntropy.expected(truth, ignorant, contexts.weights())).isCloseTo(Math.log(3), within(1e-12));
    }
}
