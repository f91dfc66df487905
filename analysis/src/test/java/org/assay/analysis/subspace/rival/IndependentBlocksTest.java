package org.assay.analysis.subspace.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.code.ProductCode;
import org.assay.analysis.subspace.code.SuperpositionToy;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndependentBlocksTest {
    private static final int ROWS = 20_000;

    @Test
    void independentCodesAreCutExactly() {
        KnownCode code = ProductCode.pair(8, 0).draw(ROWS, Seed.of(1));
        Partition found = fit(IndependentBlocks.tanh(), code, 1);
        assertThat(found.sizes()).containsExactly(6, 6);
        assertThat(Rows.oneToOne(found, code)).isGreaterThan(0.99);
    }

    /** Over five seeds: exact where the factors are independent, far off where they depend on each other. */
    @Test
    @Tag("slow")
    void dependenceOfTheFactorsIsWhatBreaksIt() {
        for (int seed = 1; seed <= 5; seed++) {
            KnownCode independent = ProductCode.pair(8, 0).draw(ROWS, Seed.of(seed));
            KnownCode dependent = ProductCode.pair(8, 0.5).draw(ROWS, Seed.of(seed));
            for (IndependentBlocks method : List.of(IndependentBlocks.cubic(), IndependentBlocks.tanh())) {
                Partition found = fit(method, independent, seed);
                assertThat(found.sizes()).as(method.name() + seed).containsExactly(6, 6);
                assertThat(Rows.oneToOne(found, independent)).isGreaterThan(0.99);
                assertThat(independent.recovery(found)).isGreaterThan(0.99);
                assertThat(Rows.oneToOne(fit(method, dependent, seed), dependent))
                        .isLessThan(0.9);
                assertThat(Rows.oneToOne(fit(method.into(2), dependent, seed), dependent))
                        .isLessThan(0.9);
            }
        }
    }

    @Test
    @Tag("slow")
    void groupsOfATrainedToyAreFoundWithTheirNumber() {
        long exact = IntStream.rangeClosed(1, 5)
                .filter(seed -> {
                    SuperpositionToy toy = SuperpositionToy.train(List.of(20, 20), 12, Seed.of(seed));
                    KnownCode code = toy.draw(ROWS, Seed.of(seed).child("rows"));
                    Partition found = fit(IndependentBlocks.cubic(), code, seed);
                    return found.sizes().equals(List.of(6, 6)) && Rows.oneToOne(found, code) > 0.99;
                })
                .count();
        assertThat(exact).isGreaterThanOrEqualTo(4);
    }

    /** A normal law looks the same from all sides: nothing is there to find, and no two energies go together. */
    @Test
    void normalRowsFallIntoBlocksOfOne() {
        Matrix normal = Rows.normal(4_000, 6, Seed.of(2));
        FittedPartition found = IndependentBlocks.cubic().fit(normal, Rows.equalWeights(4_000), Seed.of(3));
        assertThat(found.partition().sizes()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void rotationOfTheActivationsRotatesTheBlocks() {
        KnownCode code = ProductCode.pair(8, 0).draw(4_000, Seed.of(4));
        Matrix rotation = RandomRotations.of(12, Seed.of(5));
        Matrix rotated = code.activations().times(rotation);
        Partition found = fit(IndependentBlocks.tanh(), code, 6);
        Partition other = IndependentBlocks.tanh()
                .fit(rotated, code.weights(), Seed.of(6))
                .partition();
        Matrix inner = found.block(0)
                .basis()
                .times(rotation)
                .times(other.block(0).basis().transpose());
        double overlap = 0;
        for (double value : inner.values()) {
            overlap += value * value / 6;
        }
        // Blocks of equal size may change places.
        assertThat(Math.max(overlap, 1 - overlap)).isCloseTo(1, within(0.01));
    }

    @Test
    void directionsThatDoNotVaryAreLeftUnassigned() {
        KnownCode code = ProductCode.pair(8, 0).draw(4_000, Seed.of(7));
        Matrix padded = code.activations().beside(Rows.constant(4_000, 3));
        FittedPartition found = IndependentBlocks.tanh().into(2).fit(padded, code.weights(), Seed.of(8));
        assertThat(found.partition().unassigned()).isEqualTo(3);
        assertThat(found.remarks()).containsEntry("components", "12 of 15 directions");
    }

    @Test
    void fewerRowsThanDirectionsLeaveWhatTheyDoNotSpan() {
        FittedPartition found =
                IndependentBlocks.tanh().fit(Rows.normal(5, 9, Seed.of(9)), Rows.equalWeights(5), Seed.of(10));
        assertThat(found.partition().unassigned()).isEqualTo(5);
    }

    @Test
    void whatNothingCanBeLearnedFromIsRefusedWithTheReason() {
        IndependentBlocks method = IndependentBlocks.cubic();
        double[] weights = Rows.equalWeights(10);
        assertThatThrownBy(() -> method.fit(Rows.constant(10, 3), weights, Seed.of(1)))
                .isInstanceOf(UnfitActivationsException.class)
                .hasMessageContaining("all 10 rows of activations are the same");
        Matrix broken = Rows.normal(10, 3, Seed.of(1));
        broken.set(7, 2, Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> method.fit(broken, weights, Seed.of(1)))
                .isInstanceOf(UnfitActivationsException.class)
                .hasMessageContaining("row 7, direction 2 is Infinity");
        assertThatThrownBy(() -> new IndependentBlocks(Contrast.CUBIC, OptionalInt.of(0)))
                .hasMessageContaining("got 0");
    }

    @ParameterizedTest
    @EnumSource(Contrast.class)
    void theSlopeOfAContrastIsItsDerivative(Contrast contrast) {
        for (double u : new double[] {-1.3, 0, 0.4, 2}) {
            double numeric = (contrast.of(u + 1e-6) - contrast.of(u - 1e-6)) / 2e-6;
            assertThat(contrast.slope(u)).isCloseTo(numeric, within(1e-6));
        }
    }

    private static Partition fit(IndependentBlocks method, KnownCode code, int seed) {
        return method.fit(code.activations(), code.weights(), Seed.of(seed)).partition();
    }
}
