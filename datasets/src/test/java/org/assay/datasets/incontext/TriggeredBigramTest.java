package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggeredBigramTest {
    private static final int TOKENS = 4;

    /** The law of words as a mean over sets of two triggers and both of their outputs. */
    private static ToDoubleFunction<int[]> mean(TriggeredBigram process, List<int[]> sets) {
        double[] unigram = process.unigram();
        double total =
                sets.stream().mapToDouble(s -> unigram[s[0]] * unigram[s[1]]).sum();
        return word -> {
            double sum = 0;
            for (int[] set : sets) {
                for (int outputs = 0; outputs < TOKENS * TOKENS; outputs++) {
                    int[] output = {outputs % TOKENS, outputs / TOKENS};
                    double p = unigram[set[0]] * unigram[set[1]] / total / TOKENS / TOKENS;
                    for (int i = 0; i < word.length; i++) {
                        if (i == 0) {
                            p *= unigram[word[0]];
                        } else if (word[i - 1] == set[0]) {
                            p *= word[i] == output[0] ? 1 : 0;
                        } else if (word[i - 1] == set[1]) {
                            p *= word[i] == output[1] ? 1 : 0;
                        } else {
                            p *= process.bigram().get(word[i - 1], word[i]);
                        }
                    }
                    sum += p;
                }
            }
            return sum;
        };
    }

    @ParameterizedTest
    @CsvSource({"1, 1", ".1, 2", ".02, 3"})
    void drawn_triggers_agree_with_the_mean_over_all_sets_and_outputs(double alpha, long seed) {
        TriggeredBigram process = TriggeredBigram.of("drawn", TOKENS, 2, true, alpha, Seed.of(seed));
        List<int[]> sets = new ArrayList<>();
        for (int a = 0; a < TOKENS; a++) {
            for (int b = a + 1; b < TOKENS; b++) {
                sets.add(new int[] {a, b});
            }
        }
        WordLaws.requireSame(process, 6, mean(process, sets));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", ".1, 2"})
    void fixed_triggers_are_the_most_frequent_tokens_and_agree_with_the_mean_over_outputs(double alpha, long seed) {
        TriggeredBigram process = TriggeredBigram.of("fixed", TOKENS, 2, false, alpha, Seed.of(seed));
        double[] unigram = process.unigram();
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
        order.sort((a, b) -> Double.compare(unigram[b], unigram[a]));
        WordLaws.requireSame(process, 6, mean(process, List.of(new int[] {order.get(0), order.get(1)})));
    }

    @Test
    void the_first_token_has_the_stationary_law_of_the_table() {
        TriggeredBigram process = TriggeredBigram.of("fixed", 12, 2, false, .3, Seed.of(5));
        double[] moved = process.bigram().leftTimes(process.unigram());
        double[] first = new double[12];
        process.observer().next(first);
        assertThat(first).containsExactly(moved, within(1e-14));
    }

    @Test
    void an_output_is_uniform_at_first_and_certain_when_it_was_seen() {
        TriggeredBigram process = TriggeredBigram.of("fixed", 6, 5, false, 1, Seed.of(5));
        Observer observer = process.observer();
        double[] law = new double[6];
        int trigger = 0;
        for (int v = 1; v < 6; v++) {
            trigger = process.unigram()[v] > process.unigram()[trigger] ? v : trigger;
        }
        observer.read(trigger);
        observer.next(law);
        assertThat(law).containsOnly(1.0 / 6);
        observer.read(trigger);
        observer.next(law);
        assertThat(law[trigger]).isEqualTo(1);
    }

    @Test
    void impossible_sizes_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TriggeredBigram.of("all", 4, 4, false, 1, Seed.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> TriggeredBigram.of("flat", 4, 1, false, 0, Seed.of(1)));
    }
}
