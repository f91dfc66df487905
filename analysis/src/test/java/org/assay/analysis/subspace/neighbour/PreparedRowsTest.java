package org.assay.analysis.subspace.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.code.ProductCode;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class PreparedRowsTest {
    static Matrix normal(int rows, int columns, Seed seed) {
        Draws draws = seed.draws();
        Matrix matrix = Matrix.zeros(rows, columns);
        Arrays.setAll(matrix.values(), i -> draws.nextNormal());
        return matrix;
    }

    static double[] equal(int rows) {
        double[] weights = new double[rows];
        Arrays.fill(weights, 1.0 / rows);
        return weights;
    }

    private static PreparedRows prepared(Matrix activations) {
        return PreparedRows.of(activations, equal(activations.rows()));
    }

    @Test
    void rows_have_norm_one_on_average_about_their_mean_and_principal_directions_come_first() {
        Matrix activations = normal(500, 4, Seed.of(1));
        for (int r = 0; r < 500; r++) {
            activations.set(r, 2, 10 + 5 * activations.get(r, 2));
        }
        PreparedRows prepared = prepared(activations);
        double[] squares = new double[4];
        double[] sums = new double[4];
        for (float[] row : prepared.rows()) {
            for (int c = 0; c < 4; c++) {
                squares[c] += row[c] * row[c] / 500;
                sums[c] += row[c] / 500;
            }
        }

        assertThat(Arrays.stream(squares).sum()).isCloseTo(1, within(1e-5));
        assertThat(sums).containsOnly(new double[4], within(1e-6));
        assertThat(squares[0]).isGreaterThan(squares[1]).isGreaterThan(0.8);
        assertThat(Math.abs(prepared.kept().get(0, 2))).isGreaterThan(0.99);
    }

    @Test
    void rows_that_recur_are_one_row_and_rounding_makes_no_other() {
        KnownCode code = ProductCode.pair(4, 0).draw(400, Seed.of(2));
        Matrix noisy = Matrix.wrap(400, 12, code.activations().values().clone());
        for (int i = 0; i < noisy.values().length; i += 2) {
            noisy.values()[i] += 1e-9;
        }

        PreparedRows prepared = prepared(noisy);

        assertThat(prepared.rows()).hasNumberOfRows(16);
        int[] first = code.factors().get(0).values().orElseThrow();
        int[] second = code.factors().get(1).values().orElseThrow();
        for (int r = 1; r < 400; r++) {
            boolean same = first[r] == first[0] && second[r] == second[0];
            assertThat(prepared.stands()[r] == prepared.stands()[0]).isEqualTo(same);
        }
    }

    @Test
    void directions_that_hardly_vary_are_left_out() {
        Matrix activations = normal(100, 5, Seed.of(3));
        for (int r = 0; r < 100; r++) {
            activations.set(r, 3, activations.get(r, 0) + activations.get(r, 1));
            activations.set(r, 4, 1e-5 * activations.get(r, 4));
        }

        assertThat(prepared(activations).directions()).isEqualTo(3);
    }

    @Test
    void what_nothing_can_be_learned_from_is_refused_with_the_reason() {
        Matrix constant = Matrix.zeros(100, 3);
        Arrays.fill(constant.values(), 0.1);
        assertRefused(constant, "all 100 activations are the same");

        Matrix broken = normal(100, 3, Seed.of(4));
        broken.set(41, 2, Double.NaN);
        assertRefused(broken, "row 41, direction 2 is NaN");

        assertRefused(normal(8, 12, Seed.of(5)), "only 8 are distinct");

        Matrix two = Matrix.zeros(1000, 3);
        for (int r = 0; r < 1000; r += 3) {
            two.set(r, 1, 1);
        }
        assertRefused(two, "only 2 are distinct");
        assertRefused(Matrix.zeros(0, 3), "no activations");
    }

    private static void assertRefused(Matrix activations, String reason) {
        assertThatThrownBy(() -> prepared(activations))
                .isInstanceOf(UnfitActivationsException.class)
                .hasMessageContaining(reason);
    }
}
