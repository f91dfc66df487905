package org.assay.analysis.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.Enumeration;
import org.assay.analysis.control.LogProbabilityFeatures;
import org.assay.analysis.control.ShuffledTargets;
import org.assay.analysis.control.WindowFeatures;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;
import org.junit.jupiter.api.Test;

/**
 * What features that need no network know of the belief of Mess3(0.05, 0.85), in sample over all words up to length 10.
 * The numbers come from a least-squares solver on the full design matrix elsewhere, those of the last token also from
 * closed form.
 */
class MessOracleTest {
    private static final HiddenMarkovProcess MESS3 = Processes.mess3(0.05, 0.85);
    private static final int LONGEST = 10;
    private static final double ORDINARY = 1e-8;
    private static final double TOLERANCE = 2e-5;
    private static final InSample BY_WORD = new InSample(Enumeration.byWord(MESS3, LONGEST));
    private static final InSample BY_PROBABILITY = new InSample(Enumeration.byProbability(MESS3, LONGEST));

    @Test
    void with_every_word_listed_in_full_baselines_read_the_belief_as_well_as_they_should() {
        InSample inSample = BY_WORD;
        assertThat(inSample.window(1)).isCloseTo(.72161, within(TOLERANCE));
        assertThat(inSample.window(3)).isCloseTo(.92709, within(TOLERANCE));
        assertThat(inSample.window(10)).isCloseTo(.94467, within(TOLERANCE));
        assertThat(inSample.logProbabilities()).isCloseTo(.985, within(5e-4));
        assertThat(inSample.probabilities()).isCloseTo(1, within(1e-7));
    }

    @Test
    void with_every_prefix_weighed_by_its_probability_baselines_read_the_belief_as_well_as_they_should() {
        InSample inSample = BY_PROBABILITY;
        // The mean belief given the last token is the belief after that token alone.
        double explained = .85 * .85 + 2 * .075 * .075 - 1 / 3.;
        assertThat(inSample.window(1)).isCloseTo(explained / (3 * .161140), within(TOLERANCE));
        assertThat(inSample.window(3)).isCloseTo(.96092, within(TOLERANCE));
        assertThat(inSample.window(10)).isCloseTo(.96553, within(TOLERANCE));
        assertThat(inSample.logProbabilities()).isCloseTo(.993, within(5e-4));
        assertThat(inSample.probabilities()).isCloseTo(1, within(1e-7));
    }

    @Test
    void a_shuffled_belief_is_missed_by_its_variance() {
        assertThat(BY_WORD.varianceMissedByTheMean()).isCloseTo(.111151, within(1e-6));
        assertThat(BY_PROBABILITY.varianceMissedByTheMean()).isCloseTo(.161140, within(1e-6));
        InSample byPrefix = new InSample(Enumeration.byPrefix(MESS3, 8));
        assertThat(byPrefix.shuffledError(3)).isCloseTo(byPrefix.varianceMissedByTheMean(), within(5e-4));
    }

    private static final class InSample {
        private final ContextSet contexts;
        private final ReadoutRows rows;
        private final Matrix belief;

        InSample(ContextSet contexts) {
            this.contexts = contexts;
            int[] all = IntStream.range(0, contexts.rows()).toArray();
            this.rows = ReadoutRows.of(contexts, new Split(all, all), 3, Seed.of(1));
            this.belief = MESS3.record(contexts, new Site("belief")).values();
        }

        double window(int k) {
            return r2(WindowFeatures.of(contexts, 3, k));
        }

        double logProbabilities() {
            return r2(LogProbabilityFeatures.of(MESS3.next(contexts)));
        }

        double probabilities() {
            return r2(MESS3.next(contexts).probabilities());
        }

        double shuffledError(int k) {
            return ReadoutDesign.of(rows, WindowFeatures.of(contexts, 3, k))
                    .read(ShuffledTargets.of(belief, Seed.of(2)), ORDINARY)
                    .meanSquaredError();
        }

        double varianceMissedByTheMean() {
            Matrix nothing = Draw.normal(contexts.rows(), 1, 1);
            return ReadoutDesign.of(rows, nothing).read(belief, 1e12).meanSquaredError();
        }

        private double r2(Matrix features) {
            return ReadoutDesign.of(rows, features).read(belief, ORDINARY).r2();
        }
    }
}
