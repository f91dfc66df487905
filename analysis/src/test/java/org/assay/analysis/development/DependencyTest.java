package org.assay.analysis.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.development.Dependency.Kind;
import org.junit.jupiter.api.Test;

class DependencyTest {
    private static final double RATE = 0.01;
    private static final int STEPS = 3_000;
    private static final double[] ONE = {1};

    /** Two modes that share nothing: {@code (1 - a b)^2 / 2 + (1 - c d)^2 / 2}. */
    private record TwoModes(ProductLoss first, ProductLoss second) implements Loss {
        static TwoModes scalar() {
            return new TwoModes(ProductLoss.of(ONE, ONE), ProductLoss.of(ONE, ONE));
        }

        @Override
        public int size() {
            return first.size() + second.size();
        }

        @Override
        public double at(double[] w, double[] gradient) {
            int split = first.size();
            double[] lower = new double[split];
            double[] upper = new double[second.size()];
            double loss =
                    first.at(Arrays.copyOf(w, split), lower) + second.at(Arrays.copyOfRange(w, split, w.length), upper);
            System.arraycopy(lower, 0, gradient, 0, split);
            System.arraycopy(upper, 0, gradient, split, upper.length);
            return loss;
        }
    }

    /** Steps until the loss is half of what it was; without {@code held}, which stay at {@code values}. */
    private static double onset(Loss loss, double[] start, double[] values, int... held) {
        boolean[] free = new boolean[start.length];
        Arrays.fill(free, true);
        double[] from = start.clone();
        for (int i : held) {
            free[i] = false;
            from[i] = values[i];
        }
        FixedParameters part = FixedParameters.of(loss, from, free);
        double[] losses =
                GradientDescent.run(part, part.free(from), RATE, STEPS).losses();
        double[] steps = IntStream.rangeClosed(1, STEPS + 1).asDoubleStream().toArray();
        return Onset.of(steps, losses, Onset.Options.usual()).step();
    }

    private static double[] small(int size, int seed, double scale) {
        double[] start = Draw.uniform(size, seed);
        return Arrays.stream(start).map(u -> scale * (0.5 + u)).toArray();
    }

    /** b cannot move while a is 0; whether another mode is learned changes nothing; a in its place helps. */
    @Test
    void a_factor_is_a_prerequisite_and_another_mode_is_not() {
        int seeds = 5;
        double[] with = new double[seeds];
        double[] withoutA = new double[seeds];
        double[] withoutOther = new double[seeds];
        double[] withA = new double[seeds];
        for (int seed = 0; seed < seeds; seed++) {
            double[] start = small(2, seed, 0.02);
            ProductLoss mode = ProductLoss.of(ONE, ONE);
            with[seed] = onset(mode, start, start);
            withoutA[seed] = onset(mode, start, new double[2], 0);
            withA[seed] = onset(mode, start, new double[] {1, 0}, 0);
            withoutOther[seed] = otherMode(start, small(2, seed + 100, 0.02));
        }
        Dependency needed = Dependency.of(with, withoutA);
        assertThat(needed.delta()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(needed.kind(0.1)).isEqualTo(Kind.PREREQUISITE);
        Dependency apart = Dependency.of(with, withoutOther);
        assertThat(apart.delta()).isCloseTo(0, within(1e-12));
        assertThat(apart.kind(0.1)).isEqualTo(Kind.INDEPENDENT);
        // With a in place Y is earlier than when a has to be learned: taking that away makes it later.
        Dependency helped = Dependency.of(withA, with);
        assertThat(helped.kind(0.1)).isEqualTo(Kind.FACILITATOR);
        assertThat(helped.lowest()).isGreaterThan(Math.log(2));
        assertThat(Dependency.of(with, withA).kind(0.1)).isEqualTo(Kind.COMPETITOR);
    }

    /**
     * The onset of the first mode while the second is held at 0: the loss of the second does not change, so it is taken off.
     */
    private static double otherMode(double[] first, double[] second) {
        double[] start = {first[0], first[1], second[0], second[1]};
        double[] held = {first[0], first[1], 0, 0};
        FixedParameters part = FixedParameters.of(TwoModes.scalar(), held, new boolean[] {true, true, false, false});
        double[] losses =
                GradientDescent.run(part, part.free(start), RATE, STEPS).losses();
        double[] steps = IntStream.rangeClosed(1, STEPS + 1).asDoubleStream().toArray();
        double[] alone = Arrays.stream(losses).map(loss -> loss - 0.5).toArray();
        return Onset.of(steps, alone, Onset.Options.usual()).step();
    }

    @Test
    void while_one_factor_is_zero_the_other_does_not_move_at_all() {
        ProductLoss mode = ProductLoss.of(ONE, ONE);
        FixedParameters held = FixedParameters.of(mode, new double[] {0, 0}, new boolean[] {false, true});
        assertThat(GradientDescent.run(held, new double[] {0.3}, RATE, STEPS).parameters())
                .containsExactly(0.3);
    }

    /** Equal factors follow {@code u' = 2 u (1 - u)} of u = a b, a sigmoid in the logarithm of its odds. */
    @Test
    void two_factors_follow_the_sigmoid_of_the_gradient_flow() {
        double rate = 1e-3;
        int steps = 4_000;
        double[] start = {0.1, 0.1};
        double[] end = GradientDescent.run(ProductLoss.of(ONE, ONE), start, rate, steps)
                .parameters();
        double odds = 0.01 / 0.99 * Math.exp(2 * rate * steps);
        assertThat(end[0] * end[1]).isCloseTo(odds / (1 + odds), within(2e-3));
        assertThat(end[0]).isEqualTo(end[1]);
    }

    private static double[] unit(int seed) {
        double[] values = Draw.normal(1, 20, seed).row(0);
        double norm = Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
        return Arrays.stream(values).map(v -> v / norm).toArray();
    }

    /**
     * Three vectors of 20 entries: the loss waits, then falls; with two of them in place it falls exponentially from the
     * start.
     */
    @Test
    void clamping_two_of_three_factors_turns_a_plateau_into_an_exponential() {
        double[] a = unit(1);
        double[] b = unit(2);
        double[] c = unit(3);
        ProductLoss loss = ProductLoss.of(a, b, c);
        double[] start =
                Arrays.stream(Draw.normal(1, 60, 4).row(0)).map(v -> 0.1 * v).toArray();
        double[] free = GradientDescent.run(loss, start, 0.05, 20_000).losses();
        Plateau waiting = Plateau.of(free, 0);
        assertThat(waiting.ratio()).isGreaterThan(1);
        double[] clamped = start.clone();
        System.arraycopy(b, 0, clamped, 20, 20);
        System.arraycopy(c, 0, clamped, 40, 20);
        boolean[] moves = new boolean[60];
        Arrays.fill(moves, 0, 20, true);
        FixedParameters one = FixedParameters.of(loss, clamped, moves);
        double[] losses = GradientDescent.run(one, one.free(clamped), 0.05, 200).losses();
        for (int step = 0; step <= 200; step++) {
            assertThat(losses[step]).isCloseTo(losses[0] * Math.pow(0.95, 2 * step), within(1e-12));
        }
        // To the curvature of an exponential within one step of about 21.
        assertThat(Plateau.of(losses, 0).ratio()).isCloseTo(Plateau.OF_EXPONENTIAL, within(1e-3));
        // One in place leaves the other two waiting for each other.
        Arrays.fill(moves, 20, 40, true);
        double[] two = start.clone();
        System.arraycopy(c, 0, two, 40, 20);
        FixedParameters pair = FixedParameters.of(loss, two, moves);
        double ratio = Plateau.of(
                        GradientDescent.run(pair, pair.free(two), 0.05, 2_000).losses(), 0)
                .ratio();
        assertThat(ratio).isBetween(2 * Plateau.OF_EXPONENTIAL, waiting.ratio());
    }

    @Test
    void a_line_has_an_eighth_and_what_does_not_fall_has_none() {
        double[] line =
                IntStream.rangeClosed(0, 100).mapToDouble(i -> 1 - i / 100.0).toArray();
        assertThat(Plateau.of(line, 0).ratio()).isCloseTo(0.125, within(1e-12));
        assertThatThrownBy(() -> Plateau.of(new double[] {1, 1, 1}, 0)).hasMessageContaining("never falls");
        assertThatThrownBy(() -> Plateau.of(new double[] {1, 1}, 1)).hasMessageContaining("above its floor");
    }

    @Test
    void what_is_never_learned_depends_on_nothing_that_was_tried() {
        double never = Double.POSITIVE_INFINITY;
        Dependency neither = Dependency.of(new double[] {never}, new double[] {never});
        assertThat(neither.delta()).isNaN();
        assertThatThrownBy(() -> neither.kind(0.1)).hasMessageContaining("neither with nor without");
        Dependency half = Dependency.of(new double[] {10, 10, 10}, new double[] {10, never, never});
        assertThat(half.kind(0.1)).isEqualTo(Kind.PREREQUISITE);
        assertThat(half.lowest()).isZero();
        assertThat(Dependency.of(new double[] {10, 10}, new double[] {never, never})
                        .delta())
                .isInfinite();
        assertThatThrownBy(() -> Dependency.of(new double[] {0}, new double[] {1}))
                .hasMessageContaining("must be positive");
        assertThatThrownBy(() -> Dependency.of(new double[0], new double[0])).hasMessageContaining("at least one");
    }

    @Test
    void descent_that_blows_up_is_told() {
        ProductLoss mode = ProductLoss.of(ONE, ONE);
        assertThatThrownBy(() -> GradientDescent.run(mode, new double[] {3, 3}, 5, 100))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("a smaller rate may help");
        assertThatThrownBy(() -> GradientDescent.run(mode, new double[] {3}, 5, 100))
                .hasMessageContaining("start of 2");
        assertThatThrownBy(() -> ProductLoss.of()).hasMessageContaining("at least one factor");
    }
}
