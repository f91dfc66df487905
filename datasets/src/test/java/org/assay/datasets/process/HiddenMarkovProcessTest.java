package org.assay.datasets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.junit.jupiter.api.Test;

class HiddenMarkovProcessTest {
    private static final Site BELIEF = new Site("belief");
    private final HiddenMarkovProcess mess3 = Processes.mess3(0.05, 0.85);

    @Test
    void transition_tensor_is_the_published_one() {
        assertThat(mess3.tensor(0).row(0)).containsExactly(new double[] {.765, .00375, .00375}, within(1e-15));
        assertThat(mess3.tensor(0).row(1)).containsExactly(new double[] {.0425, .0675, .00375}, within(1e-15));
        assertThat(mess3.tensor(0).row(2)).containsExactly(new double[] {.0425, .00375, .0675}, within(1e-15));
    }

    @Test
    void stationary_law_is_unmoved_by_the_chain() {
        HiddenMarkovProcess skewed = skewed();
        double[] law = skewed.startingBelief();
        Matrix chain = Matrix.ofRows(new double[] {.7, .3}, new double[] {.2, .8});
        assertThat(law).containsExactly(new double[] {.4, .6}, within(1e-12));
        assertThat(chain.leftTimes(law)).containsExactly(law, within(1e-12));
    }

    @Test
    void word_probabilities_are_the_published_ones() {
        assertThat(wordProbability("0 0")).isCloseTo(.224563, within(5e-7));
        assertThat(wordProbability("0 1")).isCloseTo(.054385, within(5e-7));
    }

    @Test
    void belief_agrees_with_bayes_over_all_hidden_paths() {
        for (String text : List.of("0", "0 1", "2 2 0 1", "1 0 2 0 0 1", "2 1 0 1 2 1 0")) {
            int[] word = mess3.vocabulary().encode(text);
            double[] joint = new double[3];
            for (int s = 0; s < 3; s++) {
                addPaths(word, 0, s, 1 / 3., joint);
            }
            double total = Arrays.stream(joint).sum();
            double[] filtered = beliefs(text).row(word.length - 1);
            for (int s = 0; s < 3; s++) {
                assertThat(filtered[s]).isCloseTo(joint[s] / total, within(1e-12));
            }
            assertThat(wordProbability(text)).isCloseTo(total, within(1e-12));
        }
    }

    @Test
    void mean_belief_over_all_words_is_the_stationary_law() {
        double[] mean = new double[3];
        for (int word = 0; word < 243; word++) {
            int[] tokens = {word / 81, word / 27 % 3, word / 9 % 3, word / 3 % 3, word % 3};
            String text = mess3.vocabulary().decode(tokens);
            double[] belief = beliefs(text).row(4);
            for (int s = 0; s < 3; s++) {
                mean[s] += wordProbability(text) * belief[s];
            }
        }
        assertThat(mean).containsExactly(new double[] {1 / 3., 1 / 3., 1 / 3.}, within(1e-12));
    }

    @Test
    void relabelling_the_tokens_permutes_the_beliefs() {
        Matrix plain = beliefs("0 0 1 2 0 1 1");
        Matrix relabelled = beliefs("1 1 2 0 1 2 2");
        for (int p = 0; p < 7; p++) {
            for (int s = 0; s < 3; s++) {
                assertThat(relabelled.get(p, (s + 1) % 3)).isCloseTo(plain.get(p, s), within(1e-14));
            }
        }
    }

    @Test
    void given_another_belief_the_law_is_the_law_of_that_belief() {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0, 1, 2, 0}}, 0);
        Representation beliefs = mess3.record(contexts, BELIEF);
        int[] source = {3, 2, 1, 0};
        NextTokenTable laws = mess3.next(contexts);
        NextTokenTable swapped = mess3.run(contexts, Intervention.interchange(beliefs, Optional.empty(), source));
        assertThat(swapped.probabilities().values())
                .containsExactly(laws.probabilities().selectRows(source).values(), within(1e-15));
        assertThat(swapped.probabilities()).isNotEqualTo(laws.probabilities());
    }

    @Test
    void a_replacement_that_is_no_belief_is_refused_with_its_row() {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0, 1}}, 0);
        Matrix replacement = Matrix.ofRows(new double[] {1, 0, 0}, new double[] {.5, .6, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mess3.run(contexts, new Intervention(BELIEF, Optional.empty(), replacement)))
                .withMessageContaining("row 1 sums to 1.1");
    }

    @Test
    void tensors_that_do_not_leave_a_state_with_probability_one_are_refused() {
        Matrix half = Matrix.ofRows(new double[] {.5});
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        HiddenMarkovProcess.stationary("half", "", Vocabulary.of("a"), List.of("A"), List.of(half)))
                .withMessageContaining("what leaves state A has probability 0.5");
    }

    @Test
    void a_chain_with_two_stationary_laws_is_refused() {
        Matrix apart = Matrix.identity(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HiddenMarkovProcess.stationary(
                        "apart", "", Vocabulary.of("a"), List.of("A", "B"), List.of(apart)))
                .withMessageContaining("several stationary laws");
    }

    @Test
    void a_token_that_cannot_come_is_refused_with_its_position() {
        Matrix a = Matrix.ofRows(new double[] {0, 1}, new double[] {0, 0});
        Matrix b = Matrix.ofRows(new double[] {0, 0}, new double[] {1, 0});
        HiddenMarkovProcess alternating =
                HiddenMarkovProcess.stationary("ab", "", Vocabulary.of("a", "b"), List.of("A", "B"), List.of(a, b));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alternating.next(ContextSet.everyPosition(new int[][] {{0, 1, 1}}, 0)))
                .withMessageContaining("cannot emit token 'b' at position 2");
    }

    @Test
    void a_process_without_rules_says_so() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mess3.winningRule(ContextSet.everyPosition(new int[][] {{0}}, 0)))
                .withMessageContaining("not made of rules");
    }

    @Test
    void floors_beyond_enumeration_carry_their_bound() {
        Floors floors = mess3.floors(40);
        assertThat(floors.error()).isGreaterThan(0).isLessThan(1e-6);
        assertThat(floors.values()[40]).isCloseTo(.793458, within(1e-6));
        assertThat(mess3.floors(10).error()).isZero();
    }

    private static HiddenMarkovProcess skewed() {
        Matrix a = Matrix.ofRows(new double[] {.7, 0}, new double[] {.2, 0});
        Matrix b = Matrix.ofRows(new double[] {0, .3}, new double[] {0, .8});
        return HiddenMarkovProcess.stationary("skewed", "", Vocabulary.of("a", "b"), List.of("A", "B"), List.of(a, b));
    }

    private Matrix beliefs(String text) {
        int[][] word = {mess3.vocabulary().encode(text)};
        return mess3.record(ContextSet.everyPosition(word, 0), BELIEF).values();
    }

    private double wordProbability(String text) {
        GeneratingProcess.ObserverState state = mess3.initial();
        double probability = 1;
        for (int token : mess3.vocabulary().encode(text)) {
            probability *= mess3.next(state)[token];
            state = mess3.update(state, token);
        }
        return probability;
    }

    private void addPaths(int[] word, int position, int state, double probability, double[] joint) {
        if (position == word.length) {
            joint[state] += probability;
            return;
        }
        for (int to = 0; to < 3; to++) {
            addPaths(
                    word,
                    position + 1,
                    to,
                    probability * mess3.tensor(word[position]).get(state, to),
                    joint);
        }
    }
}
