package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class UnifilarityTest {
    private static ContextSet contexts() {
        Draws draws = Seed.of(1).draws();
        int[][] sequences = new int[400][12];
        for (int[] sequence : sequences) {
            Arrays.setAll(sequence, i -> draws.nextInt(2));
        }
        return ContextSet.everyPosition(sequences, 0);
    }

    private static int ones(int[] context) {
        return Arrays.stream(context).sum();
    }

    @Test
    void ideal_the_states_of_a_machine_are_followed_without_doubt() {
        ContextSet contexts = contexts();
        int[] parity = new int[contexts.rows()];
        Arrays.setAll(parity, row -> ones(contexts.context(row)) % 2);
        assertThat(Unifilarity.violation(contexts, parity)).isZero();
    }

    @Test
    void null_labels_drawn_anew_for_every_row_leave_their_whole_entropy() {
        ContextSet contexts = contexts();
        Draws draws = Seed.of(2).draws();
        int[] drawn = new int[contexts.rows()];
        Arrays.setAll(drawn, row -> draws.nextInt(2));
        // Rows of equal context are one, so some chance remains in the few short ones.
        assertThat(Unifilarity.violation(contexts, drawn)).isCloseTo(Math.log(2), within(0.03));
    }

    @Test
    void a_label_that_forgets_half_of_the_state_leaves_doubt() {
        ContextSet contexts = contexts();
        int[] coarse = new int[contexts.rows()];
        Arrays.setAll(coarse, row -> ones(contexts.context(row)) % 4 / 2);
        assertThat(Unifilarity.violation(contexts, coarse)).isCloseTo(Math.log(2) / 2, within(0.03));
    }

    @Test
    void degenerate_one_label_is_a_machine_and_contexts_of_one_length_cannot_be_followed() {
        ContextSet contexts = contexts();
        assertThat(Unifilarity.violation(contexts, new int[contexts.rows()])).isZero();
        ContextSet apart = ContextSet.lastPosition(List.of(new int[] {0, 1}, new int[] {1, 1}));
        assertThatThrownBy(() -> Unifilarity.violation(apart, new int[2])).hasMessageContaining("one token more");
        assertThatThrownBy(() -> Unifilarity.violation(apart, new int[3])).hasMessageContaining("are labelled");
    }
}
