package org.assay.analysis.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.symbolic.fit.Numerics;
import org.junit.jupiter.api.Test;

class SmileMinimizerTest {
    private static final int FEATURES = 12;
    private static final int TOKENS = 6;
    private static final int ROWS = 200;
    private static final double RIDGE = 1e-4;

    private final Numerics numerics = new SmileMinimizer();

    @Test
    void finds_the_bottom_of_an_ill_conditioned_bowl() {
        int n = 40;
        Numerics.Objective bowl = (x, gradient) -> {
            double value = 0;
            for (int i = 0; i < n; i++) {
                double scale = Math.pow(10, -3.0 * i / (n - 1));
                gradient[i] = scale * (x[i] - i);
                value += scale * (x[i] - i) * (x[i] - i) / 2;
            }
            return value;
        };
        Numerics.Minimum minimum = numerics.minimize(bowl, new double[n], 1e-9, 1000);
        double[] wanted = new double[n];
        Arrays.setAll(wanted, i -> i);
        assertThat(minimum.x()).containsExactly(wanted, within(1e-4));
        assertThat(minimum.rounds()).isLessThan(1000);
    }

    /** Softmax regression on random features: what fitting votes comes to. */
    private static Numerics.Objective regression(int[] calls) {
        Draws draws = Seed.of(1).draws();
        double[][] features = new double[ROWS][FEATURES];
        double[][] laws = new double[ROWS][TOKENS];
        for (int r = 0; r < ROWS; r++) {
            double sum = 0;
            for (int f = 0; f < FEATURES; f++) {
                features[r][f] = draws.nextInt(3) == 0 ? 1 : 0;
            }
            for (int v = 0; v < TOKENS; v++) {
                laws[r][v] = Math.exp(2 * draws.nextNormal());
                sum += laws[r][v];
            }
            for (int v = 0; v < TOKENS; v++) {
                laws[r][v] /= sum;
            }
        }
        return (x, gradient) -> {
            calls[0]++;
            double loss = 0;
            for (int i = 0; i < x.length; i++) {
                loss += RIDGE / 2 * x[i] * x[i];
                gradient[i] = RIDGE * x[i];
            }
            for (int r = 0; r < ROWS; r++) {
                loss += row(x, features[r], laws[r], gradient);
            }
            return loss;
        };
    }

    private static double row(double[] x, double[] features, double[] law, double[] gradient) {
        double[] p = new double[TOKENS];
        double sum = 0;
        double agreed = 0;
        for (int v = 0; v < TOKENS; v++) {
            double logit = 0;
            for (int f = 0; f < FEATURES; f++) {
                logit += features[f] * x[f * TOKENS + v];
            }
            agreed += law[v] * logit;
            p[v] = Math.exp(logit);
            sum += p[v];
        }
        for (int v = 0; v < TOKENS; v++) {
            for (int f = 0; f < FEATURES; f++) {
                gradient[f * TOKENS + v] += features[f] * (p[v] / sum - law[v]) / ROWS;
            }
        }
        return (Math.log(sum) - agreed) / ROWS;
    }

    @Test
    void agrees_with_plain_gradient_descent_on_softmax_regression() {
        int[] calls = {0};
        Numerics.Objective regression = regression(calls);
        Numerics.Minimum minimum = numerics.minimize(regression, new double[FEATURES * TOKENS], 1e-8, 500);
        int callsOfSmile = calls[0];
        double[] x = new double[FEATURES * TOKENS];
        double[] gradient = new double[x.length];
        double value = 0;
        for (int step = 0; step < 20_000; step++) {
            value = regression.at(x, gradient);
            for (int i = 0; i < x.length; i++) {
                x[i] -= gradient[i];
            }
        }
        assertThat(minimum.value()).isCloseTo(value, within(1e-7)).isLessThanOrEqualTo(value + 1e-12);
        assertThat(minimum.x()).containsExactly(x, within(1e-2));
        assertThat(callsOfSmile)
                .as("value and gradient of a place are computed once")
                .isLessThan(2 * minimum.rounds());
    }

    @Test
    void stops_after_the_rounds_it_is_given_and_does_not_change_the_start() {
        int[] calls = {0};
        double[] start = new double[FEATURES * TOKENS];
        Numerics.Minimum early = numerics.minimize(regression(calls), start, 1e-12, 5);
        Numerics.Minimum late = numerics.minimize(regression(calls), start, 1e-12, 50);
        assertThat(early.rounds()).isEqualTo(5);
        assertThat(late.value()).isLessThan(early.value());
        assertThat(start).containsOnly(0);
    }

    @Test
    void a_start_at_the_minimum_is_kept_and_impossible_requests_are_refused() {
        Numerics.Objective square = (x, gradient) -> {
            gradient[0] = x[0];
            return x[0] * x[0] / 2;
        };
        assertThat(numerics.minimize(square, new double[1], 1e-6, 10).x()).containsExactly(0);
        assertThatThrownBy(() -> numerics.minimize(square, new double[1], 0, 10))
                .hasMessageContaining("tolerance");
        assertThatThrownBy(() -> numerics.minimize(square, new double[1], 1, 0)).hasMessageContaining("round");
    }
}
