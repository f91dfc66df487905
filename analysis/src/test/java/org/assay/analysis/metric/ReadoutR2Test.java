package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class ReadoutR2Test {
    private static final int ROWS = 300;
    private static final Matrix TRUTH = Draw.normal(ROWS, 4, 1);
    private static final double[] WEIGHTS = Draw.weights(ROWS, 2);

    @Test
    void a_perfect_read_out_has_one_and_the_mean_has_zero() {
        assertThat(ReadoutR2.of(TRUTH, TRUTH, WEIGHTS)).isEqualTo(1);
        double[] mean = TRUTH.leftTimes(WEIGHTS);
        Matrix constant = Matrix.zeros(ROWS, 4);
        for (int i = 0; i < constant.values().length; i++) {
            constant.values()[i] = mean[i % 4];
        }
        assertThat(ReadoutR2.of(TRUTH, constant, WEIGHTS)).isCloseTo(0, within(1e-12));
    }

    @Test
    void a_read_out_of_something_else_falls_below_zero() {
        assertThat(ReadoutR2.of(TRUTH, Draw.normal(ROWS, 4, 3), WEIGHTS)).isBetween(-1.3, -.7);
    }

    @Test
    void a_target_that_does_not_vary_is_an_error() {
        Matrix constant = Matrix.zeros(ROWS, 4);
        Arrays.fill(constant.values(), .1);
        assertThatThrownBy(() -> ReadoutR2.of(constant, TRUTH, WEIGHTS)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void rotating_and_scaling_target_and_prediction_together_changes_nothing() {
        Matrix predicted = Draw.normal(ROWS, 4, 4);
        Matrix rotation = RandomSubspace.of(new double[4], 4, Seed.of(5)).basis();
        for (int i = 0; i < rotation.values().length; i++) {
            rotation.values()[i] *= 7;
        }
        assertThat(ReadoutR2.of(TRUTH.times(rotation), predicted.times(rotation), WEIGHTS))
                .isCloseTo(ReadoutR2.of(TRUTH, predicted, WEIGHTS), within(1e-12));
    }

    @Test
    void the_interval_of_a_mediocre_read_out_holds_its_value_well_inside() {
        Matrix predicted = Matrix.zeros(ROWS, 4);
        Matrix noise = Draw.normal(ROWS, 4, 6);
        for (int i = 0; i < predicted.values().length; i++) {
            predicted.values()[i] = TRUTH.values()[i] + .5 * noise.values()[i];
        }
        Clusters rows = new Clusters(IntStream.range(0, ROWS).toArray(), ROWS, "rows");
        Interval interval = ReadoutR2.interval(TRUTH, predicted, WEIGHTS, rows, Seed.of(7));
        assertThat(interval.value()).isCloseTo(.75, within(.05));
        assertThat(interval.low()).isBetween(.65, interval.value() - .01);
        assertThat(interval.high()).isBetween(interval.value() + .01, .85);
    }
}
