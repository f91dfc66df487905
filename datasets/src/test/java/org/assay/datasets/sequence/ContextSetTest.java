package org.assay.datasets.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextSetTest {
    private final int[][] sequences = {{0, 1, 2}, {2, 1}, {1, 1, 1, 0}};

    @Test
    void every_position_gives_a_row_with_the_tokens_up_to_it() {
        ContextSet contexts = ContextSet.everyPosition(sequences, 1);
        assertThat(contexts.rows()).isEqualTo(6);
        assertThat(contexts.context(0)).containsExactly(0, 1);
        assertThat(contexts.context(2)).containsExactly(2, 1);
        assertThat(contexts.context(5)).containsExactly(1, 1, 1, 0);
        assertThat(contexts.longest()).isEqualTo(4);
    }

    @Test
    void last_position_gives_the_whole_of_each_sequence() {
        ContextSet contexts = ContextSet.lastPosition(List.of(sequences));
        assertThat(contexts.rows()).isEqualTo(3);
        assertThat(contexts.context(1)).containsExactly(sequences[1]);
    }

    @Test
    void weights_are_normalised() {
        ContextSet contexts = ContextSet.of(sequences, new int[] {0, 2}, new int[] {0, 3}, new double[] {3, 1});
        assertThat(contexts.weights()).containsExactly(.75, .25);
        assertThat(Arrays.stream(ContextSet.everyPosition(sequences, 0).weights())
                        .sum())
                .isCloseTo(1, within(1e-15));
    }

    @Test
    void a_selection_keeps_its_contexts_and_drops_unused_sequences() {
        ContextSet contexts = ContextSet.everyPosition(sequences, 0);
        ContextSet selected = contexts.select(new int[] {1, 6});
        assertThat(selected.sequences()).isEqualTo(2);
        assertThat(selected.context(0)).containsExactly(0, 1);
        assertThat(selected.context(1)).containsExactly(1, 1);
        assertThat(selected.weights()).containsExactly(.5, .5);
    }

    @Test
    void the_id_is_what_the_set_holds() {
        ContextSet contexts = ContextSet.everyPosition(sequences, 0);
        assertThat(contexts).isEqualTo(ContextSet.everyPosition(sequences, 0));
        assertThat(contexts.id())
                .isNotEqualTo(ContextSet.everyPosition(sequences, 1).id());
        int[][] changed = {{0, 1, 2}, {2, 1}, {1, 1, 1, 1}};
        assertThat(contexts.id())
                .isNotEqualTo(ContextSet.everyPosition(changed, 0).id());
    }

    @Test
    void rows_out_of_order_bad_weights_and_positions_outside_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContextSet.of(sequences, new int[] {0, 0}, new int[] {1, 1}, new double[] {1, 1}))
                .withMessageContaining("row 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContextSet.of(sequences, new int[] {0}, new int[] {1}, new double[] {Double.NaN}))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContextSet.of(sequences, new int[] {0}, new int[] {1}, new double[] {0}))
                .withMessageContaining("positive sum");
        assertThatIllegalArgumentException().isThrownBy(() -> ContextSet.everyPosition(sequences, 9));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> ContextSet.of(sequences, new int[] {1}, new int[] {2}, new double[] {1}));
    }
}
