package org.assay.analysis.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.analysis.metric.CrossEntropy;
import org.assay.datasets.cases.ProcessCases;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.Languages;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class NgramModelTest {
    private static final GeneratingProcess MESS3 = Processes.mess3(0.05, 0.85);

    @Test
    void laws_are_means_of_the_exact_laws_with_the_shorter_context_as_one_more() {
        int[][] sequences = {{0, 1, 1}};
        double[] after0 = MESS3.next(MESS3.update(MESS3.initial(), 0));
        double[] after01 = MESS3.next(MESS3.update(MESS3.update(MESS3.initial(), 0), 1));
        double[] after011 = MESS3.next(MESS3.update(MESS3.update(MESS3.update(MESS3.initial(), 0), 1), 1));
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{1}}, 0);
        double unigram = (after0[2] + after01[2] + after011[2] + 1 / 3.) / 4;
        assertThat(NgramModel.fit("unigram", MESS3, sequences, 1).next(contexts).get(0, 2))
                .isCloseTo(unigram, within(1e-15));
        double bigram = (after01[2] + after011[2] + unigram) / 3;
        assertThat(NgramModel.fit("bigram", MESS3, sequences, 2).next(contexts).get(0, 2))
                .isCloseTo(bigram, within(1e-15));
    }

    @Test
    void what_was_never_seen_falls_back_to_what_was() {
        int[][] sequences = {{0, 0, 0, 0}};
        ContextSet unseen = ContextSet.lastPosition(List.of(new int[] {1, 1}));
        assertThat(NgramModel.fit("trigram", MESS3, sequences, 3).next(unseen))
                .isEqualTo(NgramModel.fit("unigram", MESS3, sequences, 1).next(unseen));
    }

    @Test
    void on_mess3_longer_memories_come_closer_to_the_floor_and_none_goes_below() {
        int[][] train = sequences(SampledContexts.of(MESS3, Seed.of(1), 1000, 20, 0));
        ContextSet heldOut = SampledContexts.of(MESS3, Seed.of(2), 400, 20, 3).contexts();
        NextTokenTable truth = MESS3.next(heldOut);
        double floor = CrossEntropy.entropy(truth, heldOut.weights());
        double[] loss = new double[4];
        for (int n = 1; n <= 4; n++) {
            NgramModel model = NgramModel.fit(n + "-gram", MESS3, train, n);
            loss[n - 1] = CrossEntropy.expected(truth, model.next(heldOut), heldOut.weights());
        }
        // The floors h(0), h(1), h(2), h(3), within what 400 held-out sequences scatter.
        for (int n = 0; n < loss.length; n++) {
            assertThat(loss[n]).isCloseTo(ProcessCases.mess3().floors().get(n), within(.01));
        }
        assertThat(loss[1]).isLessThan(loss[0]);
        assertThat(loss[2]).isLessThan(loss[1]);
        assertThat(loss[3]).isBetween(floor, loss[2]);
    }

    @Test
    void nothing_to_average_over_and_orders_out_of_range_are_refused() {
        assertThatThrownBy(() -> NgramModel.fit("x", MESS3, new int[][] {{}, {}}, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NgramModel.fit("x", MESS3, new int[][] {{0, 1}}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1..4");
    }

    @Test
    void on_toy_english_plateaus_lie_where_an_independent_implementation_finds_them() {
        GeneratingProcess toyEnglish = Languages.open("toy-english");
        int[][] train = sequences(SampledContexts.of(toyEnglish, Seed.of(1), 2500, 128, 0));
        ContextSet heldOut =
                SampledContexts.of(toyEnglish, Seed.of(2), 300, 128, 0).contexts();
        NextTokenTable truth = toyEnglish.next(heldOut);
        double[] plateaus = {3.934, 2.926, 2.696};
        for (int n = 1; n <= 3; n++) {
            NgramModel model = NgramModel.fit(n + "-gram", toyEnglish, train, n);
            assertThat(CrossEntropy.expected(truth, model.next(heldOut), heldOut.weights()))
                    .isCloseTo(plateaus[n - 1], within(.01));
        }
    }

    private static int[][] sequences(SampledContexts sample) {
        int[][] sequences = new int[sample.contexts().sequences()][];
        Arrays.setAll(sequences, sample.contexts()::sequence);
        return sequences;
    }
}
