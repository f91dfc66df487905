package org.assay.analysis.subspace.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.code.ProductCode;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class StartsTest {
    @Test
    void starts_are_orthonormal_and_the_second_is_the_axes_of_the_site() {
        Matrix activations = PreparedRowsTest.normal(400, 5, Seed.of(1));
        PreparedRows rows = PreparedRows.of(activations, PreparedRowsTest.equal(400));

        List<double[][]> starts = Starts.first(rows, 5, Seed.of(2));

        assertThat(starts).hasSize(5);
        for (double[][] start : starts) {
            Matrix gram = Matrix.ofRows(start).transpose().times(Matrix.ofRows(start));
            assertThat(gram.values()).containsExactly(Matrix.identity(5).values(), within(1e-12));
        }
        Matrix axes = Matrix.ofRows(Rotation.transpose(starts.get(1))).times(rows.kept());
        for (int i = 0; i < 5; i++) {
            double largest = 0;
            for (int c = 0; c < 5; c++) {
                largest = Math.max(largest, Math.abs(axes.get(i, c)));
            }
            assertThat(largest).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void where_directions_are_left_out_the_axes_are_those_of_what_is_left() {
        KnownCode code = ProductCode.pair(4, 0).draw(300, Seed.of(3));
        PreparedRows rows = PreparedRows.of(code.activations(), code.weights());

        double[][] axes = Starts.first(rows, 2, Seed.of(4)).get(1);

        assertThat(axes).hasNumberOfRows(6);
        Matrix gram = Matrix.ofRows(axes).transpose().times(Matrix.ofRows(axes));
        assertThat(gram.values()).containsExactly(Matrix.identity(6).values(), within(1e-12));
    }
}
