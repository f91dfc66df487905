package org.assay.analysis.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.analysis.control.CountModel.Method;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountModelTest {
    private static final Vocabulary LETTERS = Vocabulary.of("a", "b", "c");

    private static int[][] sample(GeneratingProcess process, Seed seed, int sequences, int length) {
        Sampler sampler = new Sampler(process, seed, length);
        int[][] all = new int[sequences][];
        Arrays.setAll(all, s -> sampler.sequence(s).tokens());
        return all;
    }

    private static double excess(CountModel model, GeneratingProcess process) {
        ContextSet contexts = ContextSet.everyPosition(sample(process, Seed.of(9), 60, 30), 0);
        return KlDivergence.of(process.next(contexts), model.next(contexts), contexts.weights());
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void ideal_a_process_of_short_memory_is_learned_and_a_longer_reach_does_little_harm(Method method) {
        GeneratingProcess process = Languages.open("golden-mean");
        int[][] corpus = sample(process, Seed.of(1), 400, 50);
        assertThat(excess(CountModel.fit("m", process.vocabulary(), corpus, method, 1), process))
                .isLessThan(1e-3);
        assertThat(excess(CountModel.fit("m", process.vocabulary(), corpus, method, 0), process))
                .as("without a token to look at")
                .isGreaterThan(0.1);
        double far = excess(CountModel.fit("m", process.vocabulary(), corpus, method, 8), process);
        assertThat(far).isLessThan(method == Method.CONTEXT_TREE_WEIGHTING ? 2e-3 : 0.05);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void null_tokens_without_memory_leave_nothing_to_learn_but_their_frequencies(Method method) {
        Draws draws = Seed.of(2).draws();
        int[][] corpus = new int[100][40];
        for (int[] sequence : corpus) {
            Arrays.setAll(sequence, i -> draws.nextInt(3));
        }
        CountModel model = CountModel.fit("m", LETTERS, corpus, method, 3);
        double[] law = model.next(ContextSet.lastPosition(List.of(new int[] {0, 1, 2})))
                .probabilities()
                .row(0);
        assertThat(law).containsExactly(new double[] {1 / 3., 1 / 3., 1 / 3.}, within(0.1));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void degenerate_contexts_never_seen_still_get_a_law_and_a_corpus_without_tokens_is_refused(Method method) {
        CountModel model = CountModel.fit("m", LETTERS, new int[][] {{0, 0, 0, 0}}, method, 4);
        double[] law = model.next(ContextSet.lastPosition(List.of(new int[] {2, 1, 2})))
                .probabilities()
                .row(0);
        assertThat(Arrays.stream(law).sum()).isCloseTo(1, within(1e-12));
        assertThat(law[0]).isGreaterThan(law[1]);
        assertThat(law[1]).isEqualTo(law[2]).isPositive();
        assertThatThrownBy(() -> CountModel.fit("m", LETTERS, new int[][] {{}}, method, 4))
                .hasMessageContaining("needs a token");
        assertThatThrownBy(() -> CountModel.fit("m", LETTERS, new int[][] {{1}}, method, -1))
                .hasMessageContaining("depth");
    }

    /** Written out for depth 1, the mixture of one law for all and one law for each last token. */
    @Test
    void weighting_is_the_mixture_over_all_trees() {
        int[] sequence = {0, 1, 0, 1, 1, 0, 1, 0, 0, 1};
        Vocabulary bits = Vocabulary.of("0", "1");
        CountModel model = CountModel.fit("m", bits, new int[][] {sequence}, Method.CONTEXT_TREE_WEIGHTING, 1);
        double now = weightedProbability(sequence);
        double[] law = model.next(ContextSet.lastPosition(List.of(new int[] {1})))
                .probabilities()
                .row(0);
        int[] with = Arrays.copyOf(sequence, sequence.length + 1);
        with[sequence.length] = 0;
        assertThat(law[0]).isCloseTo(weightedProbability(with) / now, within(1e-12));
    }

    /** Before the first token stands the beginning, which is a last token of its own. */
    private static double weightedProbability(int[] sequence) {
        double[] one = new double[2];
        double[][] each = new double[3][2];
        double whole = 1;
        double apart = 1;
        for (int i = 0; i < sequence.length; i++) {
            int token = sequence[i];
            whole *= (one[token] + 0.5) / (one[0] + one[1] + 1);
            one[token]++;
            double[] counts = each[i > 0 ? sequence[i - 1] : 2];
            apart *= (counts[token] + 0.5) / (counts[0] + counts[1] + 1);
            counts[token]++;
        }
        return (whole + apart) / 2;
    }

    @Test
    void partial_matching_is_method_c_by_hand() {
        CountModel model = CountModel.fit("m", LETTERS, new int[][] {{0, 1, 0, 1, 0, 0}}, Method.PARTIAL_MATCHING, 1);
        double[] law = model.next(ContextSet.lastPosition(List.of(new int[] {0})))
                .probabilities()
                .row(0);
        // After 0 came 1 twice and 0 once: 2/5, 1/5, and 2/5 to escape; below, of tokens not yet excluded none came:
        // all to c.
        assertThat(law).containsExactly(new double[] {0.2, 0.4, 0.4}, within(1e-12));
    }
}
