package org.assay.analysis.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.analysis.metric.CrossEntropy;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.Processes;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.junit.jupiter.api.Test;

class NgramModelTest {
    private static final Vocabulary AB = Vocabulary.of("a", "b");

    @Test
    void laws_are_those_of_the_counts_backed_off_by_hand() {
        NgramModel bigram = NgramModel.fit("bigram", AB, new int[][] {{0, 1, 0, 1, 1}}, 2);
        // Followers: a once, b three times; T = 2, so p(b) = (3 + 2/2) / (4 + 2). After a: b twice, T = 1.
        double unigramB = 4 / 6.0;
        double afterA = (2 + unigramB) / 3;
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0}}, 0);
        assertThat(bigram.next(contexts).get(0, 1)).isCloseTo(afterA, within(1e-15));
        NgramModel unigram = NgramModel.fit("unigram", AB, new int[][] {{0, 1, 0, 1, 1}}, 1);
        assertThat(unigram.next(contexts).get(0, 1)).isCloseTo(unigramB, within(1e-15));
    }

    @Test
    void what_was_never_seen_falls_back_to_what_was() {
        NgramModel trigram = NgramModel.fit("trigram", AB, new int[][] {{0, 0, 0, 0}}, 3);
        ContextSet unseen = ContextSet.lastPosition(List.of(new int[] {1, 1}));
        NgramModel unigram = NgramModel.fit("unigram", AB, new int[][] {{0, 0, 0, 0}}, 1);
        assertThat(trigram.next(unseen)).isEqualTo(unigram.next(unseen));
        assertThat(trigram.next(unseen).get(0, 1)).isPositive();
    }

    @Test
    void on_mess3_longer_memories_come_closer_to_the_floor_and_none_goes_below() {
        GeneratingProcess mess3 = Processes.mess3(0.05, 0.85);
        int[][] train = sample(mess3, 2000, 20, Seed.of(1));
        ContextSet heldOut = ContextSet.everyPosition(sample(mess3, 500, 20, Seed.of(2)), 4);
        double[] loss = new double[4];
        for (int n = 1; n <= 4; n++) {
            loss[n - 1] = CrossEntropy.observed(
                    NgramModel.fit(n + "-gram", mess3.vocabulary(), train, n).next(heldOut), heldOut);
        }
        // The floors h(0), h(1), h(2), h(3), within what 7,500 held-out tokens scatter.
        assertThat(loss).containsExactly(new double[] {1.098612, .857719, .813356, .798118}, within(.03));
        assertThat(loss[1]).isLessThan(loss[0]);
        assertThat(loss[2]).isLessThan(loss[1]);
        assertThat(loss[3]).isLessThan(loss[2]);
    }

    @Test
    void nothing_to_count_is_refused() {
        assertThatThrownBy(() -> NgramModel.fit("x", AB, new int[][] {{0}, {1}}, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NgramModel.fit("x", AB, new int[][] {{0, 1}}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1..4");
    }

    private static int[][] sample(GeneratingProcess process, int sequences, int length, Seed seed) {
        int[][] sample = new int[sequences][length];
        for (int s = 0; s < sequences; s++) {
            Draws draws = seed.child(s).draws();
            Observer observer = process.observer();
            for (int p = 0; p < length; p++) {
                sample[s][p] = observer.draw(draws);
                observer.read(sample[s][p]);
            }
        }
        return sample;
    }
}
