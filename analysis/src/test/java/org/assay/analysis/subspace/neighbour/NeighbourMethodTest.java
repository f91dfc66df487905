package org.assay.analysis.subspace.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.code.ProductCode;
import org.assay.analysis.subspace.code.SuperpositionToy;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourMethodTest {
    private static final int SEEDS = 5;
    private static final NeighbourOptions FEW_STEPS = new NeighbourOptions(List.of(), 0, 2, 2, 20, 1, 50, 16, 0);

    private static NeighbourMethod given(List<Integer> sizes) {
        return new NeighbourMethod(NeighbourOptions.DEFAULT.withSizes(sizes));
    }

    @Test
    void the_same_bytes_whatever_the_number_of_workers() throws Exception {
        KnownCode code = ProductCode.pair(5, 0).draw(300, Seed.of(1));
        NeighbourMethod method = new NeighbourMethod(FEW_STEPS);
        ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool three = new ForkJoinPool(3);

        FittedPartition alone = one.submit(() -> method.fit(code.activations(), code.weights(), Seed.of(2)))
                .get();
        FittedPartition together = three.submit(() -> method.fit(code.activations(), code.weights(), Seed.of(2)))
                .get();

        assertThat(together.remarks()).isEqualTo(alone.remarks());
        assertThat(together.partition().basis()).isEqualTo(alone.partition().basis());
        assertThat(method.fit(code.activations(), code.weights(), Seed.of(3))
                        .partition()
                        .basis())
                .isNotEqualTo(alone.partition().basis());
        one.shutdown();
        three.shutdown();
    }

    @Test
    void directions_that_hardly_vary_stay_unassigned() {
        KnownCode code = ProductCode.pair(5, 0).draw(300, Seed.of(4));
        Matrix padded = code.activations().beside(Matrix.zeros(300, 3));

        FittedPartition fitted = new NeighbourMethod(FEW_STEPS).fit(padded, code.weights(), Seed.of(5));

        // Five values span four directions about their mean.
        assertThat(fitted.partition().unassigned()).isEqualTo(15 - 8);
        assertThat(fitted.remarks().get("unassigned")).startsWith("7 directions");
    }

    @Test
    void sizes_that_do_not_add_up_are_refused() {
        KnownCode code = ProductCode.pair(8, 0).draw(300, Seed.of(6));

        assertThatThrownBy(() -> given(List.of(6, 5)).fit(code.activations(), code.weights(), Seed.of(7)))
                .hasMessageContaining("11 directions together, but 12 vary");
    }

    @Test
    void unfit_activations_are_refused() {
        Matrix constant = Matrix.zeros(50, 4);

        assertThatThrownBy(() -> given(List.of()).fit(constant, PreparedRowsTest.equal(50), Seed.of(8)))
                .isInstanceOf(UnfitActivationsException.class);
    }

    @Test
    void one_direction_is_one_block() {
        Matrix line = PreparedRowsTest.normal(200, 1, Seed.of(9));

        FittedPartition fitted = new NeighbourMethod(FEW_STEPS).fit(line, PreparedRowsTest.equal(200), Seed.of(10));

        assertThat(fitted.partition().sizes()).containsExactly(1);
    }

    @Test
    void remarks_say_what_was_tried() {
        KnownCode code = ProductCode.pair(5, 0).draw(300, Seed.of(11));

        Map<String, Long> ended = new LinkedHashMap<>();

        NeighbourFit fit = new NeighbourMethod(FEW_STEPS)
                .fitWithTrees(code.activations(), code.weights(), Seed.of(12), (task, done, total, note) -> {
                    if (done == total) {
                        ended.merge(task, 1L, Long::sum);
                    }
                });

        assertThat(ended)
                .isNotEmpty()
                .allSatisfy((task, times) -> assertThat(times).isEqualTo(1));

        assertThat(fit.fitted().remarks())
                .containsKeys("rows", "keys", "starts", "re-initialised pairs", "merges", "splits", "blocks");
        assertThat(fit.trees().stream().mapToInt(BlockTree::size).sum()).isEqualTo(8);
        assertThat(fit.trees().stream().map(BlockTree::size))
                .isEqualTo(fit.fitted().partition().sizes());
    }

    /** Every seed by itself, and so any interval of them, is above the bar. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5})
    @Tag("slow")
    void product_codes_are_recovered_whatever_their_dependence(double dependence) {
        for (int values : new int[] {8, 26}) {
            for (int seed = 0; seed < SEEDS; seed++) {
                KnownCode code = ProductCode.pair(values, dependence).draw(4000, Seed.of(seed));

                FittedPartition fitted = given(List.of(6, 6)).fit(code.activations(), code.weights(), Seed.of(seed));

                assertThat(code.recovery(fitted.partition()))
                        .as(values + " values, seed " + seed + ", " + fitted.remarks())
                        .isGreaterThan(0.99);
            }
        }
    }

    @Test
    @Tag("slow")
    void groups_of_the_toy_are_found_with_their_sizes() {
        double exact = 0;
        StringBuilder outcomes = new StringBuilder();
        for (int seed = 0; seed < SEEDS; seed++) {
            KnownCode code = SuperpositionToy.train(List.of(20, 20), 12, Seed.of(seed))
                    .draw(5000, Seed.of(seed).child("rows"));

            FittedPartition fitted = given(List.of()).fit(code.activations(), code.weights(), Seed.of(seed));

            double recovery = code.recovery(fitted.partition());
            exact += fitted.partition().sizes().equals(List.of(6, 6)) && recovery > 0.999 ? 1 : 0;
            outcomes.append(fitted.partition().sizes())
                    .append(' ')
                    .append(recovery)
                    .append("; ");
        }

        assertThat(exact).as(outcomes.toString()).isGreaterThanOrEqualTo(4);
    }

    @Test
    @Tag("slow")
    void turning_the_activations_turns_the_blocks() {
        KnownCode code = ProductCode.pair(26, 0.2).draw(4000, Seed.of(13));
        Matrix turn = Matrix.ofRows(Starts.random(12, Seed.of(14)));
        Matrix turned = code.activations().times(turn);

        FittedPartition fitted = given(List.of(6, 6)).fit(turned, code.weights(), Seed.of(15));

        Matrix first = code.truth().block(0).basis().times(turn);
        double inside = fitted.partition().blocks().stream()
                .mapToDouble(block -> Arrays.stream(
                                first.times(block.basis().transpose()).values())
                        .map(v -> v * v)
                        .sum())
                .max()
                .orElseThrow();
        assertThat(inside).isCloseTo(6, within(0.01));
    }
}
