package org.assay.analysis.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.analysis.Draw;
import org.assay.datasets.matrix.Matrix;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
    @Test
    void a_slope_through_the_origin_is_that_of_the_closed_form() {
        Matrix x = Matrix.ofRows(new double[] {1}, new double[] {2}, new double[] {3});
        Matrix y = Matrix.ofRows(new double[] {2}, new double[] {3}, new double[] {7});
        Matrix gram = x.transpose().times(x);
        Matrix cross = x.transpose().times(y);
        assertThat(LeastSquares.smallestNorm(gram, cross).get(0, 0)).isCloseTo(29.0 / 14, within(1e-14));
        assertThat(LeastSquares.ridge(gram, cross, 6).get(0, 0)).isCloseTo(29.0 / 20, within(1e-14));
    }

    @Test
    void cholesky_and_eigenvalues_give_the_same_ridge_solution() {
        Matrix x = Draw.normal(50, 12, 1);
        Matrix y = Draw.normal(50, 4, 2);
        Matrix gram = x.transpose().times(x);
        Matrix cross = x.transpose().times(y);
        Matrix byCholesky = LeastSquares.ridge(gram, cross, 0.3);
        Matrix byEigenvalues = LeastSquares.solve(SymmetricEigen.of(gram), cross, 0.3);
        assertThat(byCholesky.values()).containsExactly(byEigenvalues.values(), within(1e-12));
    }

    @Test
    void of_two_equal_columns_each_carries_half() {
        Matrix gram = Matrix.ofRows(new double[] {4, 4}, new double[] {4, 4});
        Matrix cross = Matrix.ofRows(new double[] {8}, new double[] {8});
        assertThat(LeastSquares.smallestNorm(gram, cross).values()).containsExactly(new double[] {1, 1}, within(1e-14));
    }

    @Test
    void a_ridge_of_zero_and_shapes_that_do_not_fit_are_refused() {
        Matrix gram = Matrix.identity(2);
        assertThatThrownBy(() -> LeastSquares.ridge(gram, Matrix.zeros(2, 1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LeastSquares.smallestNorm(gram, Matrix.zeros(3, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
