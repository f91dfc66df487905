package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final int ROWS = 400;

    @Test
    void a_constant_has_an_interval_of_no_width() {
        double[] values = new double[ROWS];
        Arrays.fill(values, 0.25);
        Interval interval = Interval.ofMean(values, Draw.weights(ROWS, 1), each(), Seed.of(1));
        assertThat(interval.low()).isCloseTo(0.25, within(1e-14));
        assertThat(interval.high()).isCloseTo(0.25, within(1e-14));
    }

    @Test
    void for_independent_rows_the_width_is_that_of_the_normal_law() {
        double[] values = Draw.normal(ROWS, 1, 2).values();
        double[] weights = new double[ROWS];
        Arrays.fill(weights, 1.0 / ROWS);
        Interval interval = Interval.ofMean(values, weights, each(), Seed.of(3));
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / ROWS);
        double expected = 2 * 1.96 * deviation / Math.sqrt(ROWS);
        assertThat(interval.value()).isCloseTo(mean, within(1e-12));
        assertThat(interval.high() - interval.low()).isCloseTo(expected, within(expected / 10));
    }

    @Test
    void rows_that_repeat_each_other_make_the_interval_no_narrower() {
        double[] few = Draw.normal(40, 1, 4).values();
        double[] repeated =
                IntStream.range(0, ROWS).mapToDouble(r -> few[r / 10]).toArray();
        double[] weights = new double[ROWS];
        Arrays.fill(weights, 1.0 / ROWS);
        Clusters tens = new Clusters(IntStream.range(0, ROWS).map(r -> r / 10).toArray(), 40, "tens");
        Interval byCluster = Interval.ofMean(repeated, weights, tens, Seed.of(5));
        Interval byRow = Interval.ofMean(repeated, weights, each(), Seed.of(5));
        assertThat(byCluster.high() - byCluster.low()).isGreaterThan(2.5 * (byRow.high() - byRow.low()));
    }

    @Test
    void resamples_that_do_not_define_the_statistic_are_left_out_and_counted() {
        double[] weights = new double[ROWS];
        weights[7] = 1;
        double[] values = new double[ROWS];
        values[7] = 3;
        Interval interval = Interval.ofMean(values, weights, each(), Seed.of(6));
        assertThat(interval.value()).isEqualTo(3);
        assertThat(interval.method()).matches("95 % percentile bootstrap over 400 rows, 6\\d\\d resamples");
    }

    @Test
    void over_seeds_it_is_the_mean_and_the_range() {
        assertThat(Interval.overSeeds(.1, .4, .1))
                .isEqualTo(new Interval((.1 + .4 + .1) / 3, .1, .4, "mean and range over 3 seeds"));
        assertThat(Interval.overSeeds(.1, .1, .1).value()).isEqualTo(.1);
        assertThatThrownBy(Interval::overSeeds).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Interval.overSeeds(1, Double.NaN)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void clusters_are_sequences_or_subtrees() {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0, 1, 1}, {0, 1, 0}, {1, 1, 1}}, 0);
        assertThat(Clusters.bySequence(contexts).ofRow()).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
        Clusters subtrees = Clusters.bySubtree(contexts, 2);
        assertThat(subtrees.ofRow()).containsExactly(0, 1, 1, 0, 1, 1, 2, 3, 3);
        assertThat(subtrees.select(new int[] {7, 8, 1}).ofRow()).containsExactly(0, 0, 1);
    }

    private static Clusters each() {
        return new Clusters(IntStream.range(0, ROWS).toArray(), ROWS, "rows");
    }
}
