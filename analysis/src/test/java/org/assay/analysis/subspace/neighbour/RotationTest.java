package org.assay.analysis.subspace.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
    private static final int TERMS = 40;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 33})
    void a_turn_stays_orthogonal_however_far(int k) {
        double[][] r = Starts.random(k, Seed.of(1));
        for (double size : new double[] {1e-3, 0.5, 30}) {
            Rotation.turn(r, skew(k, size));
        }

        assertThat(fromIdentity(r)).isLessThan(1e-11);
    }

    @Test
    void a_turn_is_the_exponential_up_to_the_third_order() {
        double once = apart(0.02);
        double half = apart(0.01);

        assertThat(once).isLessThan(1e-3);
        assertThat(once / half).isCloseTo(8, within(0.2));
    }

    /** Largest difference between R (I - X)^-1 (I + X) and R exp(-D). */
    private static double apart(double size) {
        double[][] r = Starts.random(6, Seed.of(2));
        double[][] step = skew(6, size);
        Matrix exponential = Matrix.ofRows(r).times(exponential(step));
        Rotation.turn(r, step);
        double largest = 0;
        for (int i = 0; i < 36; i++) {
            largest = Math.max(largest, Math.abs(r[i / 6][i % 6] - exponential.values()[i]));
        }
        return largest;
    }

    /** exp(-D) by its series. */
    private static Matrix exponential(double[][] step) {
        Matrix d = Matrix.ofRows(step);
        Matrix sum = Matrix.identity(step.length);
        Matrix term = Matrix.identity(step.length);
        for (int n = 1; n <= TERMS; n++) {
            term = term.times(d);
            for (int i = 0; i < term.values().length; i++) {
                term.values()[i] *= -1.0 / n;
                sum.values()[i] += term.values()[i];
            }
        }
        return sum;
    }

    @Test
    void straightening_makes_columns_orthonormal_and_leaves_those_that_are() {
        double[][] r = Starts.random(9, Seed.of(3));
        double[][] bent = Rotation.copy(r);
        bent[0][0] += 1e-3;
        Rotation.straighten(bent);
        double[][] same = Rotation.copy(r);
        Rotation.straighten(same);

        assertThat(fromIdentity(bent)).isLessThan(1e-14);
        for (int i = 0; i < 9; i++) {
            assertThat(same[i]).containsExactly(r[i], within(1e-14));
        }
    }

    private static double[][] skew(int k, double size) {
        Draws draws = Seed.of(4).draws();
        double[][] skew = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                skew[i][j] = size * draws.nextNormal();
                skew[j][i] = -skew[i][j];
            }
        }
        return skew;
    }

    /** Largest entry of R'R - I. */
    private static double fromIdentity(double[][] r) {
        Matrix gram = Matrix.ofRows(r).transpose().times(Matrix.ofRows(r));
        double largest = 0;
        for (int i = 0; i < gram.rows(); i++) {
            for (int j = 0; j < gram.rows(); j++) {
                largest = Math.max(largest, Math.abs(gram.get(i, j) - (i == j ? 1 : 0)));
            }
        }
        return largest;
    }
}
