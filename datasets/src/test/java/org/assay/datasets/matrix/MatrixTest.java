package org.assay.datasets.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MatrixTest {
    private final Matrix wide = Matrix.ofRows(new double[] {1, 2, 3}, new double[] {4, 5, 6});

    @Test
    void products_are_sums_over_the_shared_index() {
        Matrix product = wide.times(wide.transpose());
        assertThat(product).isEqualTo(Matrix.ofRows(new double[] {14, 32}, new double[] {32, 77}));
        assertThat(wide.leftTimes(new double[] {1, -1})).containsExactly(-3, -3, -3);
        assertThat(wide.times(Matrix.identity(3))).isEqualTo(wide);
    }

    @Test
    void transposing_twice_changes_nothing() {
        assertThat(wide.transpose().transpose()).isEqualTo(wide);
        assertThat(wide.transpose().get(2, 1)).isEqualTo(6);
    }

    @Test
    void rows_and_columns_are_copies() {
        wide.row(0)[0] = 9;
        wide.column(0)[0] = 9;
        wide.selectRows(new int[] {0}).set(0, 0, 9);
        assertThat(wide.get(0, 0)).isEqualTo(1);
        assertThat(wide.column(1)).containsExactly(2, 5);
    }

    @Test
    void selections_keep_their_order() {
        assertThat(wide.selectRows(new int[] {1, 0, 1}).column(0)).containsExactly(4, 1, 4);
        assertThat(wide.selectColumns(1, 3)).isEqualTo(Matrix.ofRows(new double[] {2, 3}, new double[] {5, 6}));
        assertThat(wide.selectColumns(0, 1).beside(wide.selectColumns(1, 3))).isEqualTo(wide);
    }

    @Test
    void shapes_that_do_not_fit_are_refused_with_their_numbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> wide.times(wide)).withMessageContaining("2 x 3 by 2 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matrix.wrap(2, 2, new double[3]))
                .withMessageContaining("needs 4 values, got 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.ofRows(new double[1], new double[2]));
        assertThatIllegalArgumentException().isThrownBy(() -> wide.beside(Matrix.zeros(3, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> wide.leftTimes(new double[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.zeros(1 << 20, 1 << 20));
    }
}
