package org.assay.analysis.subspace.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.analysis.dictionary.AutoencoderOptions;
import org.assay.analysis.dictionary.AutoencoderOptions.Kind;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.code.ProductCode;
import org.assay.analysis.subspace.code.SuperpositionToy;
import org.assay.analysis.subspace.rival.LatentBlocks.Grouping;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LatentBlocksTest {
    /** One latent per value and one on per factor. */
    private static final AutoencoderOptions OPTIONS =
            AutoencoderOptions.of(Kind.TOP_K, 16, 2).steps(1_500);

    @ParameterizedTest
    @EnumSource(Grouping.class)
    void latentsOfCodesComeTogetherByFactor(Grouping grouping) {
        KnownCode code = ProductCode.pair(8, 0).draw(2_000, Seed.of(2));
        Partition found = new LatentBlocks(OPTIONS, grouping, OptionalInt.of(2), Progress.SILENT)
                .fit(code.activations(), code.weights(), Seed.of(2))
                .partition();
        assertThat(found.sizes()).hasSize(2);
        assertThat(Rows.oneToOne(found, code)).isGreaterThan(0.75);
    }

    @Test
    @Tag("slow")
    void groupsOfATrainedToyAreFoundWithTheirNumberByTheirAngles() {
        long exact = IntStream.rangeClosed(1, 5)
                .filter(seed -> {
                    KnownCode code = SuperpositionToy.train(List.of(20, 20), 12, Seed.of(seed))
                            .draw(10_000, Seed.of(seed).child("rows"));
                    Partition found = new LatentBlocks(
                                    AutoencoderOptions.of(Kind.TOP_K, 40, 2),
                                    Grouping.ANGLE,
                                    OptionalInt.empty(),
                                    Progress.SILENT)
                            .fit(code.activations(), code.weights(), Seed.of(seed))
                            .partition();
                    return found.sizes().equals(List.of(6, 6)) && Rows.oneToOne(found, code) > 0.99;
                })
                .count();
        assertThat(exact).isGreaterThanOrEqualTo(4);
    }

    /** Clusters of rows are combinations of values: no better than chance where two factors count alike. */
    @Test
    void clustersOfRowsDoNotTellFactorsApart() {
        KnownCode code = ProductCode.pair(8, 0).draw(2_000, Seed.of(3));
        Partition found = new ClusterBlocks(16, OptionalInt.of(2))
                .fit(code.activations(), code.weights(), Seed.of(4))
                .partition();
        assertThat(Rows.oneToOne(found, code)).isLessThan(0.5);
    }

    /** Rows of few clusters, two along one plane and two along another. */
    @Test
    void clustersInOrthogonalPlanesAreTwoBlocks() {
        KnownCode code = new ProductCode(1, 4, 2, 0).draw(400, Seed.of(5));
        Partition found = new ClusterBlocks(9, OptionalInt.empty())
                .fit(code.activations(), code.weights(), Seed.of(6))
                .partition();
        assertThat(found.sizes().stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
        assertThat(new ClusterBlocks(9, OptionalInt.empty())
                        .fit(code.activations(), code.weights(), Seed.of(6))
                        .remarks()
                        .get("centres"))
                .startsWith("4, as many as there are different rows");
    }

    @Test
    void whatNothingCanBeLearnedFromIsRefused() {
        LatentBlocks latents = new LatentBlocks(OPTIONS, Grouping.ANGLE, OptionalInt.empty(), Progress.SILENT);
        assertThatThrownBy(() -> latents.fit(Rows.constant(10, 4), Rows.equalWeights(10), Seed.of(1)))
                .isInstanceOf(UnfitActivationsException.class);
        ClusterBlocks clusters = new ClusterBlocks(4, OptionalInt.empty());
        assertThatThrownBy(() -> clusters.fit(Rows.constant(10, 4), Rows.equalWeights(10), Seed.of(1)))
                .isInstanceOf(UnfitActivationsException.class);
        assertThatThrownBy(() -> new ClusterBlocks(1, OptionalInt.empty())).hasMessageContaining("2 centres");
    }
}
