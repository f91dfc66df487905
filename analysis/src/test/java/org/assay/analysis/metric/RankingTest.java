package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

/** Scores that rank: the area under the curve, average precision, rank correlation. */
class RankingTest {
    private static final boolean[] LABELS = {true, false, true, false, false};

    @Test
    void positives_above_negatives_score_one() {
        double[] scores = {5, 1, 4, 2, 3};
        assertThat(RocArea.of(scores, LABELS)).isEqualTo(1);
        assertThat(AveragePrecision.of(scores, LABELS)).isEqualTo(1);
        assertThat(RocArea.of(new double[] {1, 5, 2, 4, 3}, LABELS)).isZero();
    }

    @Test
    void by_hand() {
        double[] scores = {5, 4, 3, 2, 1};
        assertThat(RocArea.of(scores, LABELS)).isCloseTo(5.0 / 6, within(1e-15));
        assertThat(AveragePrecision.of(scores, LABELS)).isCloseTo((1 + 2.0 / 3) / 2, within(1e-15));
        assertThat(RankCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4}))
                .isCloseTo(1 - 6.0 * 2 / (4 * 15), within(1e-15));
        assertThat(RankCorrelation.of(new double[] {1, 2, 2, 3}, new double[] {1, 2, 2, 30}))
                .isEqualTo(1);
    }

    @Test
    void scores_that_say_nothing_score_chance() {
        Draws draws = Seed.of(1).draws();
        int n = 20_000;
        double[] scores = new double[n];
        double[] others = new double[n];
        boolean[] labels = new boolean[n];
        for (int i = 0; i < n; i++) {
            scores[i] = draws.nextDouble();
            others[i] = draws.nextDouble();
            labels[i] = draws.nextDouble() < 0.2;
        }
        assertThat(RocArea.of(scores, labels)).isCloseTo(0.5, within(0.02));
        assertThat(AveragePrecision.of(scores, labels)).isCloseTo(0.2, within(0.02));
        assertThat(RankCorrelation.of(scores, others)).isCloseTo(0, within(0.03));
    }

    @Test
    void equal_scores_score_chance_exactly_and_one_kind_alone_cannot_be_scored() {
        double[] equal = new double[5];
        assertThat(RocArea.of(equal, LABELS)).isEqualTo(0.5);
        assertThat(AveragePrecision.of(equal, LABELS)).isCloseTo(0.4, within(1e-15));
        assertThat(RankCorrelation.of(equal, new double[] {1, 2, 3, 4, 5})).isNaN();
        assertThat(RocArea.of(equal, new boolean[5])).isNaN();
        assertThat(AveragePrecision.of(equal, new boolean[5])).isNaN();
        assertThatThrownBy(() -> RocArea.of(new double[] {Double.NaN}, new boolean[] {true}))
                .isInstanceOf(ArithmeticException.class);
    }
}
