package org.assay.datasets.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.ContentHash;
import org.junit.jupiter.api.Test;

class InterventionTest {
    private static final Site SITE = new Site("somewhere");
    private final Representation recorded = new Representation(
            ContentHash.of("contexts"),
            SITE,
            List.of("x", "y"),
            Matrix.ofRows(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 9}));

    @Test
    void interchange_gives_each_row_the_vector_of_its_source() {
        Intervention swap = Intervention.interchange(recorded, Optional.empty(), new int[] {2, 2, 0});
        assertThat(swap.replacement().column(1)).containsExactly(9, 9, 2);
        assertThat(swap.site()).isEqualTo(SITE);
    }

    @Test
    void mean_ablation_gives_each_row_the_weighted_mean() {
        Intervention mean = Intervention.meanAblation(recorded, Optional.empty(), new double[] {.5, .25, .25}, 2);
        assertThat(mean.replacement()).isEqualTo(Matrix.ofRows(new double[] {2.5, 4.25}, new double[] {2.5, 4.25}));
    }

    @Test
    void a_basis_that_is_not_orthonormal_is_refused() {
        Matrix skew = Matrix.ofRows(new double[] {1, 0}, new double[] {1, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Intervention.interchange(recorded, Optional.of(skew), new int[] {0}))
                .withMessageContaining("rows 0 and 1");
    }

    @Test
    void tables_that_are_no_laws_and_numbers_that_are_none_stop_with_their_row() {
        ContentHash id = ContentHash.of("contexts");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new NextTokenTable(id, Matrix.ofRows(new double[] {1, 0}, new double[] {.5, .4})))
                .withMessageContaining("row 1");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new NextTokenTable(id, Matrix.ofRows(new double[] {Double.NaN, 1})))
                .withMessageContaining("NaN");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new Representation(
                        id, SITE, List.of("x", "y"), Matrix.ofRows(new double[] {0, Double.POSITIVE_INFINITY})))
                .withMessageContaining("direction y");
    }
}
