package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class HierarchyMatchTest {
    private static final double[] EQUAL = {1, 1, 1, 1, 1, 1, 1, 1};

    /** Pairs, then fours. */
    private static final List<int[]> TRUTH =
            List.of(new int[] {0, 0, 1, 1, 2, 2, 3, 3}, new int[] {0, 0, 0, 0, 1, 1, 1, 1});

    private static List<int[]> exchanged(int[] order) {
        return TRUTH.stream()
                .map(level -> Arrays.stream(order).map(leaf -> level[leaf]).toArray())
                .toList();
    }

    @Test
    void ideal_the_hierarchy_of_the_truth_matches_under_any_names() {
        assertThat(HierarchyMatch.of(TRUTH, TRUTH, EQUAL)).isCloseTo(1, within(1e-12));
        List<int[]> renamed = List.of(new int[] {9, 9, 4, 4, 2, 2, 7, 7}, new int[] {5, 5, 5, 5, 3, 3, 3, 3});
        assertThat(HierarchyMatch.of(renamed, TRUTH, EQUAL)).isCloseTo(1, within(1e-12));
    }

    @Test
    void null_leaves_exchanged_at_random_match_nothing_on_average() {
        double mean = 0;
        for (int seed = 0; seed < 300; seed++) {
            int[] order = Seed.of(seed).draws().nextPermutation(8);
            mean += HierarchyMatch.of(exchanged(order), TRUTH, EQUAL) / 300;
        }
        assertThat(mean).isCloseTo(0, within(0.06));
    }

    @Test
    void a_coarser_hierarchy_is_right_as_far_as_it_goes() {
        List<int[]> fours = List.of(TRUTH.get(1));
        assertThat(HierarchyMatch.of(fours, TRUTH, EQUAL)).isBetween(0.5, 0.99);
    }

    @Test
    void degenerate_no_hierarchy_is_a_guess_and_a_flat_truth_has_nothing_to_match() {
        assertThat(HierarchyMatch.of(List.of(), TRUTH, EQUAL)).isCloseTo(0, within(1e-12));
        assertThat(HierarchyMatch.of(List.of(new int[8]), TRUTH, EQUAL)).isCloseTo(0, within(1e-12));
        assertThatThrownBy(() -> HierarchyMatch.of(TRUTH, List.of(), EQUAL))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("nothing to match");
        assertThatThrownBy(() -> HierarchyMatch.of(List.of(TRUTH.get(1), TRUTH.get(0)), TRUTH, EQUAL))
                .hasMessageContaining("parts leaves");
        assertThatThrownBy(() -> HierarchyMatch.of(List.of(new int[2]), TRUTH, EQUAL))
                .hasMessageContaining("has 2 leaves");
    }
}
