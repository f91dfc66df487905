package org.assay.analysis.subspace.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.Subspace;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.code.ProductCode;
import org.assay.analysis.subspace.code.SuperpositionToy;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepBlocksTest {
    private static Partition fit(Matrix rows, Seed seed) {
        return new StepBlocks().fit(rows, Rows.equalWeights(rows.rows()), seed).partition();
    }

    @ParameterizedTest
    @CsvSource({"8, 0", "8, 0.2", "8, 0.5", "26, 0", "26, 0.2", "26, 0.5"})
    void codes_are_cut_exactly_whatever_their_dependence(int values, double dependence) {
        int exact = 0;
        for (int seed = 0; seed < 5; seed++) {
            KnownCode code = ProductCode.pair(values, dependence).draw(4000, Seed.of(seed));
            Partition found = fit(code.activations(), Seed.of(seed));
            exact += found.sizes().equals(List.of(6, 6)) && Rows.oneToOne(found, code) > 0.999 ? 1 : 0;
        }
        // Eight random values may have one that no other is near to; its direction is then a block of its own.
        assertThat(exact).isGreaterThanOrEqualTo(4);
    }

    @Test
    void where_no_two_activations_differ_in_one_variable_alone_nothing_is_found() {
        KnownCode code = new ProductCode(8, 10, 8, 0).draw(800, Seed.of(1));

        Partition found = fit(code.activations(), Seed.of(2));

        assertThat(Rows.oneToOne(found, code)).isLessThan(0.5);
    }

    /** a and b are drawn, c says whether both are 0: c never changes alone. */
    @Test
    void a_variable_that_others_decide_has_a_block_of_its_own() {
        Draws draws = Seed.of(3).draws();
        Matrix turn = RandomRotations.of(9, Seed.of(4));
        double[][] rows = new double[500][9];
        for (double[] row : rows) {
            int a = draws.nextInt(4);
            int b = draws.nextInt(4);
            row[a] = 1;
            row[4 + b] = 1;
            row[8] = a == 0 && b == 0 ? 1 : 0;
        }

        Partition found = fit(Matrix.ofRows(rows).times(turn), Seed.of(5));

        assertThat(found.sizes()).containsExactlyInAnyOrder(3, 3, 1);
        Subspace decided = found.block(found.sizes().indexOf(1));
        assertThat(Math.abs(SingleSteps.dot(decided.basis().row(0), turn.row(8))))
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void continuous_variables_are_one_block() {
        assertThat(fit(Rows.normal(600, 5, Seed.of(6)), Seed.of(7)).sizes()).containsExactly(5);
    }

    @Test
    @Tag("slow")
    void features_of_any_magnitude_are_one_block() {
        KnownCode code = SuperpositionToy.train(List.of(20, 20), 12, Seed.of(1)).draw(5000, Seed.of(2));

        assertThat(fit(code.activations(), Seed.of(3)).sizes()).containsExactly(12);
    }

    @Test
    void two_points_are_one_block_of_one_direction() {
        Matrix rows = Matrix.ofRows(new double[][] {{1, 2, 3}, {1, 2, 5}, {1, 2, 3}});

        FittedPartition found = new StepBlocks().fit(rows, Rows.equalWeights(3), Seed.of(8));

        assertThat(found.partition().sizes()).containsExactly(1);
        assertThat(found.partition().unassigned()).isEqualTo(2);
    }

    @Test
    void activations_that_are_all_the_same_are_refused() {
        assertThatThrownBy(() -> fit(Rows.constant(10, 3), Seed.of(9)))
                .isInstanceOf(UnfitActivationsException.class)
                .hasMessageContaining("all 10 rows of activations are the same");
    }

    @Test
    void the_same_bytes_whatever_the_number_of_workers_and_however_often_rows_recur() throws Exception {
        KnownCode code = ProductCode.pair(8, 0.2).draw(1000, Seed.of(10));
        ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool three = new ForkJoinPool(3);

        Partition alone = one.submit(() -> fit(code.activations(), Seed.of(11))).get();
        Partition together =
                three.submit(() -> fit(code.activations(), Seed.of(11))).get();
        Partition doubled = fit(NearestBlocks.stacked(List.of(code.activations(), code.activations())), Seed.of(11));

        assertThat(together.basis()).isEqualTo(alone.basis());
        assertThat(doubled.sizes()).isEqualTo(alone.sizes());
        assertThat(Rows.oneToOne(doubled, code)).isGreaterThan(0.999);
        one.shutdown();
        three.shutdown();
    }
}
