package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class WhiteningTest {
    private static final int ROWS = 400;

    private static Matrix activations() {
        Draws draws = Seed.of(1).draws();
        double[][] rows = new double[ROWS][];
        for (int r = 0; r < ROWS; r++) {
            double shared = draws.nextNormal();
            rows[r] = new double[] {5 + shared, shared + draws.nextNormal(), 2 * draws.nextNormal() - 1};
        }
        return Matrix.ofRows(rows);
    }

    private static double[] even(int rows) {
        double[] weights = new double[rows];
        Arrays.fill(weights, 0.5);
        return weights;
    }

    private static double distance(double[] a, double[] b) {
        double square = 0;
        for (int d = 0; d < a.length; d++) {
            square += (a[d] - b[d]) * (a[d] - b[d]);
        }
        return square;
    }

    @Test
    void whitened_rows_have_mean_zero_and_nearly_unit_covariance() {
        Matrix activations = activations();
        Whitening whitening = Whitening.of(activations, even(ROWS));
        double[] mean = new double[3];
        double[][] covariance = new double[3][3];
        for (int r = 0; r < ROWS; r++) {
            double[] y = whitening.of(activations.row(r));
            for (int i = 0; i < 3; i++) {
                mean[i] += y[i] / ROWS;
                for (int j = 0; j < 3; j++) {
                    covariance[i][j] += y[i] * y[j] / ROWS;
                }
            }
        }
        assertThat(mean).containsExactly(new double[3], within(1e-12));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(covariance[i][j]).isCloseTo(i == j ? 1 : 0, within(0.02));
            }
        }
    }

    @Test
    void distances_do_not_depend_on_rotation_shift_or_scale_of_the_activations() {
        Matrix activations = activations();
        double c = Math.cos(0.7);
        double s = Math.sin(0.7);
        Matrix turned =
                activations.times(Matrix.ofRows(new double[][] {{3 * c, 3 * s, 0}, {-3 * s, 3 * c, 0}, {0, 0, 3}}));
        Arrays.setAll(turned.values(), i -> turned.values()[i] + 7);
        Whitening one = Whitening.of(activations, even(ROWS));
        Whitening other = Whitening.of(turned, even(ROWS));
        for (int r = 1; r < 50; r++) {
            assertThat(distance(other.of(turned.row(r)), other.of(turned.row(0))))
                    .isCloseTo(distance(one.of(activations.row(r)), one.of(activations.row(0))), within(1e-8));
        }
    }

    @Test
    void rows_without_weight_and_constant_directions_do_no_harm() {
        Matrix activations = activations();
        double[] weights = even(ROWS);
        weights[3] = 0;
        Matrix outlier = Matrix.wrap(ROWS, 3, activations.values().clone());
        outlier.set(3, 0, 1e9);
        assertThat(Whitening.of(outlier, weights).of(activations.row(0)))
                .isEqualTo(Whitening.of(activations, weights).of(activations.row(0)));
        assertThat(Whitening.of(Matrix.zeros(4, 2), even(4)).of(new double[2])).containsExactly(0, 0);
    }
}
