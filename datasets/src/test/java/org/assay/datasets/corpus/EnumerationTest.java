package org.assay.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assay.datasets.language.Languages;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class EnumerationTest {
    private final GeneratingProcess mess3 = Languages.open("mess3");

    @Test
    void every_context_is_there_once() {
        ContextSet contexts = Enumeration.of(mess3, 8);
        assertThat(contexts.rows()).isEqualTo(9840);
        Set<List<Integer>> unique = new HashSet<>();
        for (int row = 0; row < contexts.rows(); row++) {
            unique.add(Arrays.stream(contexts.context(row)).boxed().toList());
        }
        assertThat(unique).hasSize(9840);
    }

    @Test
    void there_are_as_many_contexts_as_published() {
        assertThat(Enumeration.of(mess3, 10).rows()).isEqualTo(88_572);
    }

    @Test
    void every_length_has_the_same_weight_and_weights_are_probabilities() {
        ContextSet contexts = Enumeration.of(mess3, 5);
        double[] byLength = new double[5];
        for (int row = 0; row < contexts.rows(); row++) {
            byLength[contexts.rowPosition(row)] += contexts.weight(row);
            if (Arrays.equals(contexts.context(row), new int[] {0, 1})) {
                assertThat(contexts.weight(row)).isCloseTo(.054385 / 5, within(5e-7));
            }
        }
        assertThat(byLength).containsExactly(new double[] {.2, .2, .2, .2, .2}, within(1e-12));
    }

    @Test
    void weighted_mean_entropy_is_the_mean_floor() {
        for (GeneratingProcess process : List.of(mess3, Languages.open("toy-english"))) {
            ContextSet contexts = Enumeration.of(process, 2);
            double[] floors = process.floors(2).values();
            var laws = process.next(contexts).probabilities();
            double mean = 0;
            for (int row = 0; row < contexts.rows(); row++) {
                mean += contexts.weight(row) * Entropy.of(laws.row(row));
            }
            assertThat(mean).isCloseTo((floors[1] + floors[2]) / 2, within(1e-12));
        }
    }

    @Test
    void contexts_that_cannot_come_are_left_out() {
        ContextSet contexts = Enumeration.of(Languages.open("toy-english"), 1);
        assertThat(contexts.rows()).isEqualTo(8);
    }

    @Test
    void more_contexts_than_fit_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Enumeration.of(mess3, 15))
                .withMessageContaining("sample them instead");
        assertThatIllegalArgumentException().isThrownBy(() -> Enumeration.of(mess3, 0));
    }
}
