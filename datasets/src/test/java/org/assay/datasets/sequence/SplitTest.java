package org.assay.datasets.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.process.Processes;
import org.junit.jupiter.api.Test;

class SplitTest {
    private final ContextSet contexts = Enumeration.of(Processes.mess3(0.05, 0.85), 8);

    @Test
    void no_context_and_no_context_of_a_context_is_on_both_sides() {
        Split split = Split.bySubtree(contexts, 4, .3, "salt");
        Set<List<Integer>> fitted = Arrays.stream(split.fit())
                .mapToObj(contexts::context)
                .map(SplitTest::listed)
                .collect(Collectors.toSet());
        for (int row : split.heldOut()) {
            List<Integer> context = listed(contexts.context(row));
            for (int length = 4; length <= context.size(); length++) {
                assertThat(fitted.contains(context.subList(0, length)))
                        .as("%s has a fitted beginning of %d tokens", context, length)
                        .isFalse();
            }
        }
    }

    @Test
    void every_row_is_on_one_side() {
        Split split = Split.bySubtree(contexts, 4, .3, "salt");
        Set<Integer> rows = new HashSet<>();
        Arrays.stream(split.fit()).forEach(rows::add);
        Arrays.stream(split.heldOut()).forEach(rows::add);
        assertThat(rows).hasSize(contexts.rows());
        assertThat(split.fit().length + split.heldOut().length).isEqualTo(contexts.rows());
    }

    @Test
    void about_the_wanted_share_of_subtrees_is_held_out() {
        Split split = Split.bySubtree(contexts, 6, .3, "salt");
        double share = (double) split.heldOut().length / contexts.rows();
        assertThat(share).isCloseTo(.3, within(3.3 * Math.sqrt(.3 * .7 / 729)));
    }

    @Test
    void another_salt_holds_out_other_subtrees() {
        Split split = Split.bySubtree(contexts, 4, .3, "salt");
        assertThat(Split.bySubtree(contexts, 4, .3, "pepper").heldOut()).isNotEqualTo(split.heldOut());
        assertThat(Split.bySubtree(contexts, 4, .3, "salt").heldOut()).isEqualTo(split.heldOut());
    }

    @Test
    void a_split_with_an_empty_side_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.bySubtree(contexts, 9, .3, "salt"))
                .withMessageContaining("one side");
        assertThatIllegalArgumentException().isThrownBy(() -> Split.bySubtree(contexts, 0, .3, "salt"));
    }

    private static List<Integer> listed(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }
}
