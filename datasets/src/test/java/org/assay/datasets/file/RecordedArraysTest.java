package org.assay.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class RecordedArraysTest {
    private static final ContextSet CONTEXTS =
            ContextSet.of(new int[][] {{3, 1}, {2}}, new int[] {0, 0, 1}, new int[] {0, 1, 0}, new double[] {1, 2, 1});

    private static Representation recorded(ContextSet contexts, String site, double... values) {
        return new Representation(
                contexts.id(), new Site(site), List.of("a", "b"), Matrix.wrap(contexts.rows(), 2, values));
    }

    @Test
    void every_row_says_which_context_it_is() {
        Npz arrays = RecordedArrays.of(
                CONTEXTS,
                List.of(
                        recorded(CONTEXTS, "blocks.0.hook_resid_post", 0.5, 1, 2, 3, 4, 5),
                        recorded(CONTEXTS, "belief", 0.1, 0.9, 0.2, 0.8, 0.3, 0.7)));
        assertThat(arrays.array("tokens").shape()).containsExactly(2, 2);
        assertThat(arrays.array("tokens").ints()).containsExactly(3, 1, 2, -1);
        assertThat(arrays.array("sequence").ints()).containsExactly(0, 0, 1);
        assertThat(arrays.array("position").ints()).containsExactly(0, 1, 0);
        assertThat(arrays.array("weight").doubles()).containsExactly(0.25, 0.5, 0.25);
        assertThat(arrays.array("blocks.0.hook_resid_post").floats()).containsExactly(0.5f, 1, 2, 3, 4, 5);
        assertThat(arrays.array("belief").matrix().get(2, 1)).isEqualTo(0.7);
    }

    @Test
    void what_was_recorded_on_other_contexts_is_refused() {
        ContextSet other = ContextSet.everyPosition(new int[][] {{0}}, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedArrays.of(CONTEXTS, List.of(recorded(other, "belief", 1, 2))))
                .withMessageContaining("other contexts");
        Representation one = recorded(CONTEXTS, "tokens", 1, 2, 3, 4, 5, 6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedArrays.of(CONTEXTS, List.of(one)))
                .withMessageContaining("two arrays");
    }
}
