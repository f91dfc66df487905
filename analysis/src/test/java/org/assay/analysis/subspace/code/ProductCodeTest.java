package org.assay.analysis.subspace.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductCodeTest {
    private static final int ROWS = 20_000;

    @Test
    void the_true_partition_recovers_all_and_a_block_of_everything_as_well() {
        KnownCode code = ProductCode.pair(8, 0.2).draw(100, Seed.of(1));

        assertThat(code.recovery(code.truth())).isCloseTo(1, within(1e-12));
        assertThat(code.truth().sizes()).containsExactly(6, 6);
        Partition whole = new Partition(new double[12], Matrix.identity(12), List.of(12));
        assertThat(code.recovery(whole)).isCloseTo(1, within(1e-12));
    }

    @Test
    void axes_recover_little_more_than_half() {
        double sum = 0;
        for (int seed = 0; seed < 20; seed++) {
            KnownCode code = ProductCode.pair(26, 0).draw(1, Seed.of(seed));
            sum += code.recovery(new Partition(new double[12], Matrix.identity(12), List.of(6, 6)));
        }

        assertThat(sum / 20).isBetween(0.5, 0.65);
    }

    @Test
    void a_row_is_the_sum_of_its_factors_vectors() {
        KnownCode code = new ProductCode(3, 4, 2, 0.5).draw(50, Seed.of(2));

        for (int r = 0; r < 50; r++) {
            for (int c = 0; c < 6; c++) {
                double sum = 0;
                for (int f = 0; f < 3; f++) {
                    sum += code.codes()
                            .get(f)
                            .get(code.factors().get(f).values().orElseThrow()[r], c);
                }
                assertThat(code.activations().get(r, c)).isCloseTo(sum, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5, 1})
    void the_second_factor_has_the_value_of_the_first_as_often_as_it_should(double dependence) {
        KnownCode code = ProductCode.pair(8, dependence).draw(ROWS, Seed.of(3));
        int[] first = code.factors().get(0).values().orElseThrow();
        int[] second = code.factors().get(1).values().orElseThrow();
        double same = 0;
        for (int r = 0; r < ROWS; r++) {
            same += first[r] == second[r] ? 1.0 / ROWS : 0;
        }
        double expected = dependence + (1 - dependence) / 8;

        double fourErrors = 4 * Math.sqrt(expected * (1 - expected) / ROWS);
        assertThat(same).isCloseTo(expected, within(Math.max(1e-9, fourErrors)));
    }

    @Test
    void same_seed_same_rows_other_seed_other_rows() {
        Matrix once = ProductCode.pair(8, 0.5).draw(100, Seed.of(4)).activations();

        assertThat(ProductCode.pair(8, 0.5).draw(100, Seed.of(4)).activations()).isEqualTo(once);
        assertThat(ProductCode.pair(8, 0.5).draw(100, Seed.of(5)).activations()).isNotEqualTo(once);
    }

    @Test
    void sizes_out_of_range_are_refused() {
        assertThatThrownBy(() -> new ProductCode(2, 1, 6, 0)).hasMessageContaining("two values");
        assertThatThrownBy(() -> new ProductCode(2, 8, 6, Double.NaN)).hasMessageContaining("probability");
    }
}
