package org.assay.analysis.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.analysis.Draw;
import org.assay.analysis.development.LearningCoefficient.Options;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningCoefficientTest {
    private static final int EXAMPLES = 1_000;
    private static final double ANYWHERE = Double.POSITIVE_INFINITY;
    private static final double N_BETA = Options.nBeta(EXAMPLES);

    /** The reference's step, chains and draws; kept within 1 of the origin, since flat directions become steep far out. */
    private static final Options REFERENCE = new Options(4e-4, 0, 1, N_BETA, 10, 0, 5_000);

    /** {@code sum curvatures w^2 / 2 + slopes w}. */
    private record Bowl(double[] curvatures, double[] slopes) implements Loss {
        @Override
        public int size() {
            return curvatures.length;
        }

        @Override
        public double at(double[] w, double[] gradient) {
            double loss = 0;
            for (int i = 0; i < w.length; i++) {
                loss += curvatures[i] * w[i] * w[i] / 2 + slopes[i] * w[i];
                gradient[i] = curvatures[i] * w[i] + slopes[i];
            }
            return loss;
        }

        /** What chains of a finite step give: variance 1 / (h (1 - step h / 4)) along a curvature of h = n beta c + gamma. */
        double expected(Options options) {
            double sum = 0;
            for (double curvature : curvatures) {
                double h = options.nBeta() * curvature + options.localisation();
                sum += options.nBeta() * curvature / (2 * h * (1 - options.step() * h / 4));
            }
            return sum;
        }
    }

    private static LearningCoefficient estimate(Loss loss, double[] centre, Options options) {
        return LearningCoefficient.estimate(loss, centre, options, Seed.of(1), Progress.SILENT);
    }

    private static double standardError(LearningCoefficient found) {
        return found.standardDeviation() / Math.sqrt(found.chains().length);
    }

    private static MonomialRegression monomial(int p, int q) {
        return MonomialRegression.of(new int[] {p, q}, EXAMPLES, 2, 0.25, Seed.of(3));
    }

    /** Within the reference's tolerance. */
    @ParameterizedTest
    @CsvSource({"0, 2, .25", "1, 2, .25", "0, 3, .167", "1, 3, .167", "2, 3, .167"})
    void monomials_have_the_known_coefficients(int p, int q, double known) {
        MonomialRegression loss = monomial(p, q);
        LearningCoefficient found = estimate(loss, new double[2], REFERENCE);
        assertThat(loss.learningCoefficient()).isCloseTo(known, within(5e-4));
        assertThat(found.value()).isCloseTo(loss.learningCoefficient(), within(3.5 * found.standardDeviation()));
    }

    /**
     * With equal powers the expected loss is below the coefficient by 1 / (ln B - psi(1 / 2p)) with B = n beta times the mean
     * square of x, which no number of chains mends: they give what quadrature gives, and that tends to the coefficient.
     */
    @ParameterizedTest
    @Tag("slow")
    @CsvSource({"1, .5, -1.963510", "2, .25, -4.227454", "3, .167, -6.332128"})
    void equal_powers_reach_the_known_coefficients_as_one_over_the_logarithm(int power, double known, double digamma) {
        MonomialRegression loss = monomial(power, power);
        assertThat(loss.learningCoefficient()).isCloseTo(known, within(5e-4));
        LearningCoefficient found = estimate(loss, new double[2], REFERENCE);
        assertThat(found.value()).isCloseTo(expected(loss, REFERENCE), within(3.5 * found.standardDeviation()));
        for (double logarithm = 50; logarithm < 1_000; logarithm *= 2) {
            double missing = loss.learningCoefficient() - expectedOfProduct(power, logarithm);
            assertThat(1 / missing).isCloseTo(logarithm - digamma, within(1e-5 * logarithm));
        }
    }

    /**
     * {@code E B t^2p} under {@code exp(-B t^2p)} with t the product of two uniform numbers, whose density is -ln t; over s =
     * -ln t.
     *
     * @param logarithm ln B
     */
    private static double expectedOfProduct(int power, double logarithm) {
        double mass = 0;
        double mean = 0;
        // The law has its weight around s = ln B / 2p, and falls as exp(-s) after it.
        double middle = logarithm / (2 * power);
        for (double s = 0; s < middle + 60; s += 1e-3) {
            double energy = Math.exp(logarithm - 2 * power * s);
            double weight = s * Math.exp(middle - s - energy);
            mass += weight;
            mean += weight * (energy == Double.POSITIVE_INFINITY ? 0 : energy);
        }
        return mean / mass;
    }

    /**
     * One parameter that counts and one that does not: lambda is 1/2. At the reference's step the curvature is so large that
     * chains give .566 by the closed form; that is three deviations of a chain from 1/2, so the known value is asked of a
     * tenth of the step.
     */
    @Test
    void the_regular_monomial_is_what_the_finite_step_makes_of_a_half() {
        MonomialRegression loss = monomial(0, 1);
        double[] gradient = new double[2];
        loss.at(new double[] {0, 1}, gradient);
        double above = gradient[1];
        loss.at(new double[] {0, -1}, gradient);
        Bowl same = new Bowl(new double[] {(above - gradient[1]) / 2}, new double[1]);
        double expected = same.expected(REFERENCE);
        assertThat(expected).isCloseTo(.566, within(.01));
        LearningCoefficient found = estimate(loss, new double[2], REFERENCE);
        assertThat(found.value()).isCloseTo(expected, within(3.5 * standardError(found)));
        LearningCoefficient fine = estimate(loss, new double[2], new Options(4e-5, 0, 1, N_BETA, 10, 0, 5_000));
        assertThat(fine.value()).isCloseTo(.5, within(3.5 * fine.standardDeviation()));
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({"1, 1, 20, Infinity", "0, 2, 20, Infinity", "1, 1, 0, 1", "1, 2, 0, 1", "2, 2, 0, 1"})
    void chains_draw_from_the_law_they_should(int p, int q, double localisation, double reach) {
        Options options = new Options(4e-4, localisation, reach, N_BETA, 8, 4_000, 40_000);
        MonomialRegression loss = monomial(p, q);
        LearningCoefficient found = estimate(loss, new double[2], options);
        double expected = expected(loss, options);
        assertThat(found.value()).isCloseTo(expected, within(4 * standardError(found)));
        assertThat(standardError(found)).isLessThan(0.1 * expected);
    }

    /** By quadrature of the law that chains around the origin should have, on a grid. */
    private static double expected(MonomialRegression loss, Options options) {
        double[] gradient = new double[2];
        double atCentre = loss.at(new double[2], gradient);
        double far = Math.min(options.reach(), 1.5);
        double mass = 0;
        double mean = 0;
        for (double x = 0.001 - far; x < far; x += 0.002) {
            for (double y = 0.001 - far; y < far; y += 0.002) {
                double energy = options.nBeta() * (loss.at(new double[] {x, y}, gradient) - atCentre);
                double weight = Math.exp(-energy - options.localisation() / 2 * (x * x + y * y));
                mass += weight;
                mean += weight * energy;
            }
        }
        return mean / mass;
    }

    /** The reference's tolerance, steps, chains and draws; it finds them to 15 %. */
    @ParameterizedTest
    @CsvSource({"5, 3, 5, 6.5", "5, 4, 5, 8", "4, 3, 8, 6", "8, 3, 4, 6", "3, 8, 4, 6"})
    void bottlenecks_have_the_known_coefficients(int m, int h, int n, double known) {
        assertThat(ReducedRankRegression.learningCoefficient(m, h, n)).isEqualTo(known);
        ReducedRankRegression loss = ReducedRankRegression.of(m, h, n, EXAMPLES, 1, Seed.of(3));
        double[] start = Draw.normal(1, loss.size(), 4).values();
        for (int i = 0; i < start.length; i++) {
            start[i] *= 0.3;
        }
        double[] trained = GradientDescent.run(loss, start, 0.1, 5_000).parameters();
        LearningCoefficient found = estimate(loss, trained, new Options(6e-4, 1, ANYWHERE, N_BETA, 3, 0, 2_000));
        assertThat(found.value()).isCloseTo(known, within(0.4 * known));
    }

    /** Half the number of parameters, by the closed form for a finite step; half of those that may move when some are held. */
    @Test
    void a_regular_bowl_has_half_its_parameters() {
        double[] curvatures = {0.5, 1, 1, 2, 3};
        Bowl bowl = new Bowl(curvatures, new double[5]);
        Options options = new Options(1e-3, 2, ANYWHERE, N_BETA, 8, 500, 20_000);
        LearningCoefficient found = estimate(bowl, new double[5], options);
        assertThat(bowl.expected(options)).isCloseTo(2.5, within(0.2));
        assertThat(found.value()).isCloseTo(bowl.expected(options), within(4 * standardError(found)));
        assertThat(found.settled()).isTrue();
        FixedParameters part = FixedParameters.of(bowl, new double[5], new boolean[] {true, false, false, true, false});
        LearningCoefficient restricted = estimate(part, new double[2], options);
        Bowl two = new Bowl(new double[] {0.5, 2}, new double[2]);
        assertThat(restricted.value()).isCloseTo(two.expected(options), within(4 * standardError(restricted)));
    }

    @Test
    void a_flat_loss_has_none_and_a_slope_is_no_minimum() {
        Options options = new Options(1e-2, 1, ANYWHERE, 10, 4, 0, 2_000);
        LearningCoefficient flat = estimate(new Bowl(new double[3], new double[3]), new double[3], options);
        assertThat(flat.value()).isZero();
        assertThat(flat.standardDeviation()).isZero();
        LearningCoefficient slope = estimate(new Bowl(new double[1], new double[] {1}), new double[1], options);
        assertThat(slope.value()).isLessThan(0);
    }

    /** Without a spring a slope is slid down for ever. */
    @Test
    void a_trace_that_is_not_flat_is_told() {
        Options options = new Options(1e-2, 0, ANYWHERE, 10, 4, 0, 2_000);
        LearningCoefficient slope = estimate(new Bowl(new double[1], new double[] {1}), new double[1], options);
        assertThat(slope.settled()).isFalse();
        assertThat(slope.drift()).isLessThan(-10);
    }

    @Test
    void the_same_seed_gives_the_same_chains_and_another_seed_others() {
        Options options = new Options(4e-4, 0, ANYWHERE, N_BETA, 2, 10, 100);
        Loss loss = monomial(1, 2);
        LearningCoefficient found = estimate(loss, new double[2], options);
        assertThat(estimate(loss, new double[2], options).traces()).isEqualTo(found.traces());
        assertThat(LearningCoefficient.estimate(loss, new double[2], options, Seed.of(2), Progress.SILENT)
                        .traces())
                .isNotEqualTo(found.traces());
        assertThat(found.chains()[0]).isNotEqualTo(found.chains()[1]);
    }

    @Test
    void gradients_are_those_of_the_losses() {
        double[] target = {1, -0.5, 2};
        for (Loss loss : new Loss[] {
            monomial(2, 3), ReducedRankRegression.of(3, 2, 4, 50, 1, Seed.of(2)), ProductLoss.of(target, target, target)
        }) {
            double[] w = Draw.normal(1, loss.size(), 8).values();
            double[] gradient = new double[w.length];
            double[] ignored = new double[w.length];
            loss.at(w, gradient);
            for (int i = 0; i < w.length; i++) {
                double[] above = w.clone();
                double[] below = w.clone();
                above[i] += 1e-5;
                below[i] -= 1e-5;
                double slope = (loss.at(above, ignored) - loss.at(below, ignored)) / 2e-5;
                assertThat(gradient[i]).isCloseTo(slope, within(1e-7 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    @Test
    void what_cannot_be_sampled_is_refused() {
        Loss loss = monomial(0, 1);
        Options tooLarge = new Options(1, 0, ANYWHERE, N_BETA, 2, 0, 5_000);
        assertThatThrownBy(() -> estimate(loss, new double[2], tooLarge))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("take a smaller step than 1.0");
        assertThatThrownBy(() -> estimate(loss, new double[3], tooLarge))
                .hasMessageContaining("must have 2 parameters");
        assertThatThrownBy(() -> estimate(loss, new double[] {0, Double.NaN}, tooLarge))
                .hasMessageContaining("at the centre is NaN");
        assertThatThrownBy(() -> new Options(0, 0, 1, 1, 1, 0, 1)).hasMessageContaining("must be positive");
        assertThatThrownBy(() -> new Options(1, 0, 1, 1, 0, 0, 1)).hasMessageContaining("at least one chain");
        assertThatThrownBy(() -> Options.nBeta(1)).hasMessageContaining("at least 2 examples");
        assertThatThrownBy(() -> MonomialRegression.of(new int[] {0, 0}, 10, 1, 1, Seed.of(1)))
                .hasMessageContaining("must be positive");
        assertThatThrownBy(() -> ReducedRankRegression.learningCoefficient(0, 1, 1))
                .hasMessageContaining("must be positive");
        assertThatThrownBy(() -> FixedParameters.of(loss, new double[2], new boolean[3]))
                .hasMessageContaining("3 marks");
    }
}
