package org.assay.datasets.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamedArrayTest {
    private static final NamedArray ARRAY =
            NamedArray.of(List.of("batch", "head", "key"), new int[] {2, 3, 2}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    @Test
    void entries_are_found_by_index_and_parts_by_the_name_of_the_axis() {
        assertThat(ARRAY.at(1, 2, 0)).isEqualTo(10);
        assertThat(ARRAY.select("head", 1))
                .isEqualTo(NamedArray.of(List.of("batch", "key"), new int[] {2, 2}, 2, 3, 8, 9));
        assertThat(ARRAY.select("batch", 1).values()).containsExactly(6, 7, 8, 9, 10, 11);
        assertThat(ARRAY.select("key", 0).values()).containsExactly(0, 2, 4, 6, 8, 10);
        assertThat(ARRAY.matrix("key").row(4)).containsExactly(8, 9);
        assertThat(ARRAY.matrix("head").rows()).isEqualTo(2);
        assertThat(ARRAY.size("head")).isEqualTo(3);
        assertThat(ARRAY.select("head", 1)).isNotEqualTo(ARRAY.select("head", 2));
    }

    @Test
    void axes_that_are_not_there_and_indices_beyond_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ARRAY.select("query", 0))
                .withMessageContaining("no axis 'query' in NamedArray[batch 2 x head 3 x key 2]");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ARRAY.at(0, 3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ARRAY.at(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> NamedArray.of(List.of("a", "a"), new int[] {1, 1}, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamedArray.of(List.of("a"), new int[] {2}, 0))
                .withMessageContaining("a 2 needs 2 values, got 1");
    }
}
