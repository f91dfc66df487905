package org.assay.analysis.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.information.BlockInformation.Options;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class BlockInformationTest {
    @Test
    void everyPairAgreesWithTheEstimatorThatLooksAtAllSamples() {
        List<Matrix> blocks = new ArrayList<>(Samples.codes(200, 6, 0.4, Seed.of(11), Seed.of(12)));
        blocks.addAll(Samples.gaussian(200, 0.7, Seed.of(13)));
        blocks.add(Matrix.zeros(200, 2));
        List<PairInformation> pairs = BlockInformation.of(blocks, Options.DEFAULT, Seed.of(14));

        assertThat(pairs).hasSize(10);
        for (PairInformation pair : pairs) {
            double slow = MixedInformation.of(blocks.get(pair.first()), blocks.get(pair.second()), 3);
            // Distances are kept in single precision.
            assertThat(pair.estimate()).as(pair.toString()).isCloseTo(slow, within(1e-3));
        }
    }

    @Test
    void onlyDependentPairsExceedWhatChanceGives() {
        List<Matrix> blocks = new ArrayList<>(Samples.codes(600, 8, 0.5, Seed.of(15), Seed.of(16)));
        blocks.addAll(Samples.gaussian(600, 0.8, Seed.of(17)));
        blocks.add(Samples.normal(600, 3, Seed.of(18)));
        for (PairInformation pair : BlockInformation.of(blocks, new Options(3, 40), Seed.of(19))) {
            boolean dependent = pair.first() == 0 && pair.second() == 1 || pair.first() == 2 && pair.second() == 3;
            assertThat(pair.exceedsChance(0.1)).as(pair.toString()).isEqualTo(dependent);
            assertThat(pair.z() > 6).as(pair.toString()).isEqualTo(dependent);
            assertThat(pair.chance().shuffles()).isEqualTo(40);
        }
    }

    @Test
    void somePairsAreWhatTheyAreAmongAll() {
        List<Matrix> blocks = new ArrayList<>(Samples.codes(200, 6, 0.4, Seed.of(31), Seed.of(32)));
        blocks.addAll(Samples.gaussian(200, 0.7, Seed.of(33)));
        List<PairInformation> all = BlockInformation.of(blocks, Options.DEFAULT, Seed.of(34));

        List<PairInformation> some =
                BlockInformation.of(blocks, List.of(new int[] {2, 3}, new int[] {0, 3}), Options.DEFAULT, Seed.of(34));

        assertThat(some).containsExactly(all.get(5), all.get(2));
        assertThat(BlockInformation.of(blocks, List.of(), Options.DEFAULT, Seed.of(34)))
                .isEmpty();
    }

    /** What chance gives is the bias of the estimate, so the excess of independent codes is 0 where the estimate is not. */
    @Test
    void theNullTakesAwayTheBiasOfSparseCodes() {
        List<Matrix> codes = Samples.codes(500, 26, 0, Seed.of(20), Seed.of(21));
        PairInformation pair =
                BlockInformation.of(codes, Options.DEFAULT, Seed.of(22)).get(0);
        assertThat(pair.estimate()).isLessThan(-0.2);
        assertThat(pair.excess()).isCloseTo(0, within(0.08));
        assertThat(pair.chance().percentile99()).isGreaterThan(pair.chance().mean());
    }

    @Test
    void aBlockThatDoesNotVaryTellsNothing() {
        List<Matrix> blocks = List.of(Samples.normal(50, 2, Seed.of(23)), Matrix.zeros(50, 2));
        PairInformation pair =
                BlockInformation.of(blocks, Options.DEFAULT, Seed.of(24)).get(0);
        assertThat(pair.estimate()).isZero();
        assertThat(pair.z()).isZero();
        assertThat(pair.exceedsChance(0)).isFalse();
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        List<Matrix> blocks = Samples.gaussian(100, 0.5, Seed.of(25));
        assertThat(BlockInformation.of(blocks, Options.DEFAULT, Seed.of(26)))
                .isEqualTo(BlockInformation.of(blocks, Options.DEFAULT, Seed.of(26)));
    }

    @Test
    void moreThanMemoryHoldsIsRefusedBeforeItIsTried() {
        Matrix many = Matrix.zeros(60_000, 1);
        assertThatThrownBy(() -> BlockInformation.of(List.of(many, many), Options.DEFAULT, Seed.of(27)))
                .hasMessageContaining("draw fewer");
        assertThatThrownBy(() -> new Options(3, 5)).hasMessageContaining("20 shuffles");
    }
}
