package org.assay.analysis.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnsetTest {
    private static final int SEEDS = 20;
    private static final double RATIO = 1.15;

    /** Where four things are learned, in steps, and how long it takes, in units of ln step. */
    private static final double[] PLANTED = {40, 250, 1_500, 9_000};

    private static final double[] WIDTHS = {0.1, 0.25, 0.15, 0.2};

    /** 1, 1.15, 1.15^2, ..., as training is evaluated. */
    private static double[] steps() {
        double[] steps = new double[75];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.pow(RATIO, i);
        }
        return steps;
    }

    private static double[] sigmoid(double middle, double width, double noise, Seed seed) {
        Draws draws = seed.draws();
        return Arrays.stream(steps())
                .map(step -> 1 / (1 + Math.exp(Math.log(step / middle) / width)) + noise * draws.nextNormal())
                .toArray();
    }

    /**
     * How far noise of deviation s moves a crossing of 1/2, in ln step: to where the curve is five deviations away from the
     * threshold, which itself is half of a first value with noise; and one evaluation more, since steps between are not seen.
     */
    private static double tolerance(double width, double noise) {
        double away = 5 * noise * Math.sqrt(1.25);
        return width * Math.log((0.5 + away) / (0.5 - away)) + Math.log(RATIO);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.03, 0.06})
    void planted_onsets_are_found_in_their_order(double noise) {
        double[][] found = new double[PLANTED.length][SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            for (int r = 0; r < PLANTED.length; r++) {
                double[] curve =
                        sigmoid(PLANTED[r], WIDTHS[r], noise, Seed.of(seed).child(r));
                Onset onset = Onset.of(steps(), curve, Onset.Options.usual());
                assertThat(Math.abs(Math.log(onset.step() / PLANTED[r]))).isLessThan(tolerance(WIDTHS[r], noise));
                assertThat(onset.after()).isLessThan(onset.step());
                assertThat(onset.forgotten()).isEmpty();
                found[r][seed] = onset.step();
            }
        }
        for (int r = 1; r < PLANTED.length; r++) {
            Precedence order = Precedence.of(found[r - 1], found[r]);
            assertThat(order.before()).isEqualTo(SEEDS);
            assertThat(order.chance()).isEqualTo(2 * Math.pow(0.5, SEEDS));
        }
    }

    /** Without noise the onset is the first evaluation at or after the crossing. */
    @Test
    void an_onset_is_bracketed_by_two_evaluations() {
        Onset onset = Onset.of(steps(), sigmoid(1_000, 0.2, 0, Seed.of(1)), Onset.Options.usual());
        assertThat(onset.after()).isLessThanOrEqualTo(1_000);
        assertThat(onset.step()).isBetween(1_000.0, 1_000 * RATIO);
    }

    @Test
    void noise_without_learning_has_no_onset() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Draws draws = Seed.of(seed).draws();
            double[] curve = Arrays.stream(steps())
                    .map(step -> 1 + 0.1 * draws.nextNormal())
                    .toArray();
            Onset onset = Onset.of(steps(), curve, Onset.Options.usual());
            assertThat(onset.learned()).isEmpty();
            assertThat(onset.step()).isInfinite();
        }
    }

    @Test
    void a_dip_shorter_than_the_window_is_no_onset_and_trembling_is_no_forgetting() {
        double[] steps = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        Onset.Options options = Onset.Options.usual();
        assertThat(Onset.of(steps, new double[] {1, .4, .4, 1, 1, 1, 1, 1, .4, .4}, options)
                        .learned())
                .isEmpty();
        Onset trembling = Onset.of(steps, new double[] {1, 1, .4, .4, .4, .6, .6, .6, .4, .4}, options);
        assertThat(trembling.learned()).hasValue(2);
        assertThat(trembling.forgotten()).isEmpty();
        Onset forgotten = Onset.of(steps, new double[] {1, 1, .4, .4, .4, .9, .9, .9, .9, .9}, options);
        assertThat(forgotten.learned()).hasValue(2);
        assertThat(forgotten.forgotten()).hasValue(5);
    }

    @Test
    void one_evaluation_and_a_curve_that_is_no_number_are_told() {
        Onset.Options options = Onset.Options.usual();
        assertThat(Onset.of(new double[] {0}, new double[] {1}, options).learned())
                .isEmpty();
        assertThatThrownBy(() -> Onset.of(new double[] {0, 5}, new double[] {1, Double.NaN}, options))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("at step 5.0 is NaN");
        assertThatThrownBy(() -> Onset.of(new double[] {5, 5}, new double[] {1, 1}, options))
                .hasMessageContaining("steps must rise");
        assertThatThrownBy(() -> Onset.of(new double[] {0}, new double[] {0}, options))
                .hasMessageContaining("nothing to learn");
        assertThatThrownBy(() -> new Onset.Options(0.5, 0.4, 3)).hasMessageContaining("below <= above");
    }

    @Test
    void precedence_of_what_comes_at_random_is_left_to_chance() {
        Draws draws = Seed.of(9).draws();
        double[] first = new double[40];
        double[] second = new double[40];
        for (int seed = 0; seed < 40; seed++) {
            first[seed] = draws.nextDouble();
            second[seed] = draws.nextDouble();
        }
        assertThat(Precedence.of(first, second).chance()).isGreaterThan(0.01);
        assertThat(Precedence.of(first, first)).isEqualTo(new Precedence(0, 0, 40, 1));
        // 1 of 5 fair coins or fewer, to both sides: 2 (1 + 5) / 32.
        double[] five = {1, 2, 3, 4, Double.POSITIVE_INFINITY};
        double[] later = {2, 3, 4, 5, 6};
        assertThat(Precedence.of(five, later)).isEqualTo(new Precedence(4, 1, 0, 0.375));
        assertThatThrownBy(() -> Precedence.of(five, first)).hasMessageContaining("in every seed");
    }
}
