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
    private static final ContextSet TWO = ContextSet.everyPosition(new int[][] {{0, 1, 1}, {1, 0, 0}}, 0);

    @Test
    void certainty_that_is_right_costs_nothing() {
        // Rows 2 and 5 end their sequences: what they say is not asked.
        assertThat(CrossEntropy.observed(table(new double[] {0, 1}, new double[] {1, 0}), TWO))
                .isZero();
    }

    @Test
    void a_uniform_law_costs_the_logarithm_of_the_vocabulary() {
        double[] half = {.5, .5};
        assertThat(CrossEntropy.observed(table(half, half), TWO)).isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void a_token_of_probability_zero_and_contexts_without_a_next_token_are_errors() {
        assertThatThrownBy(() -> CrossEntropy.observed(table(new double[] {1, 0}, new double[] {1, 0}), TWO))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("after row 0");
        ContextSet ends = ContextSet.everyPosition(new int[][] {{0, 1}}, 1);
        NextTokenTable table = new NextTokenTable(ends.id(), Matrix.ofRows(new double[] {.5, .5}));
        assertThatThrownBy(() -> CrossEntropy.observed(table, ends)).isInstanceOf(IllegalArgumentException.class);
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

    private static NextTokenTable table(double[] sequence0, double[] sequence1) {
        return new NextTokenTable(
                TWO.id(),
                Matrix.ofRows(sequence0, sequence0, new double[] {1, 0}, sequence1, sequence1, new double[] {0, 1}));
    }
}
