package org.assay.analysis.subspace.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.information.KraskovInformation;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.code.ProductCode;
import org.assay.analysis.subspace.code.SuperpositionToy;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The published procedure runs, and goes wrong where it is known to. */
class PublishedMethodTest {
    private static final int KEYS = 16_384;

    @Test
    void rows_that_recur_make_every_rotation_as_good_as_any() {
        KnownCode code = ProductCode.pair(8, 0).draw(5000, Seed.of(1));
        float[][] rows = ScaledRows.of(code.activations(), code.weights()).rows();
        int[] queries = IntStream.range(0, 128).toArray();
        int[] keys = IntStream.range(128, 5000).toArray();
        NeighbourLoss loss = new NeighbourLoss(rows);

        for (int seed = 0; seed < 5; seed++) {
            double[] distances =
                    loss.distances(queries, keys, Starts.random(12, Seed.of(seed)), new Blocks(List.of(6, 6)));
            assertThat(distances).containsOnly(new double[] {0, 0}, within(1e-6));
        }
    }

    @Test
    void rows_that_recur_make_independent_blocks_look_as_dependent_as_can_be() {
        KnownCode code = new ProductCode(2, 8, 8, 0).draw(KEYS + 128, Seed.of(2));
        float[][] rows = ScaledRows.of(code.activations(), code.weights()).rows();
        double[][] truth = Rotation.alongRows(code.truth().basis());
        Cut cut = new Cut(truth, new Blocks(List.of(8, 8)), new double[2]);
        int[] queries = IntStream.range(0, 128).toArray();
        int[] keys = IntStream.range(128, rows.length).toArray();

        KraskovInformation information = KraskovInformation.crossSample(
                cut.blockRows(rows, queries), cut.blockRows(rows, keys), new double[] {0.5, 0.5});

        // psi(16385) - psi(1) = 10.281
        assertThat(information.nats().get(0, 1)).isCloseTo(10.281, within(0.001));
        assertThat(information.tiedShares().get(0, 1)).isEqualTo(1);
    }

    @Test
    void an_absolute_threshold_merges_independent_factors_whose_rows_recur() {
        KnownCode code = ProductCode.pair(8, 0).draw(3000, Seed.of(3));
        PublishedOptions few = new PublishedOptions(6, 32, 64, 1e-3, 50, 10, 200, 0.04, false, 200, 2000);

        FittedPartition fitted = new PublishedMethod(few).fit(code.activations(), code.weights(), Seed.of(4));

        assertThat(fitted.partition().sizes()).containsExactly(12);
    }

    @Test
    void unfit_activations_are_refused() {
        PublishedMethod method = new PublishedMethod(PublishedOptions.TOY);

        assertThatThrownBy(() -> method.fit(Matrix.zeros(20, 3), PreparedRowsTest.equal(20), Seed.of(5)))
                .isInstanceOf(UnfitActivationsException.class)
                .hasMessageContaining("the same");
    }

    @Test
    @Tag("slow")
    void one_start_fails_where_several_do_not() {
        int failed = 0;
        for (int seed = 0; seed < 5; seed++) {
            KnownCode code = ProductCode.pair(26, 0.5).draw(4000, Seed.of(seed));
            PublishedOptions one = new PublishedOptions(6, 128, 64, 1e-3, 4000, 100, 4000, 0.04, false, 200, 2000);

            FittedPartition fitted = new PublishedMethod(one).fit(code.activations(), code.weights(), Seed.of(seed));

            failed += code.recovery(fitted.partition()) < 0.95 ? 1 : 0;
        }

        assertThat(failed).isGreaterThanOrEqualTo(2);
    }

    @Test
    @Tag("slow")
    void without_new_starts_small_blocks_of_the_toy_merge_into_one() {
        int collapsed = 0;
        for (int seed = 0; seed < 3; seed++) {
            KnownCode code = SuperpositionToy.train(List.of(20, 20), 12, Seed.of(seed))
                    .draw(5000, Seed.of(seed).child("rows"));
            PublishedOptions options =
                    new PublishedOptions(2, 128, 128, 1e-3, 6000, 1000, 20_000, 0.04, false, 500, 2000);

            FittedPartition fitted =
                    new PublishedMethod(options).fit(code.activations(), code.weights(), Seed.of(seed));

            collapsed += fitted.partition().sizes().equals(List.of(12)) ? 1 : 0;
        }

        assertThat(collapsed).isGreaterThanOrEqualTo(2);
    }
}
