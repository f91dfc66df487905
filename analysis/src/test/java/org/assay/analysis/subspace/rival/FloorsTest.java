package org.assay.analysis.subspace.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.code.ProductCode;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class FloorsTest {
    private static final List<Integer> SIZES = List.of(2, 1);

    /** Rows along the axes: standard deviations 1, 3 and 2 about the mean (5, 6, 7). */
    private static Matrix axes(int rows) {
        Matrix axes = Rows.normal(rows, 3, Seed.of(1));
        double[] deviations = {1, 3, 2};
        for (int i = 0; i < axes.values().length; i++) {
            axes.values()[i] = 5 + i % 3 + deviations[i % 3] * axes.values()[i];
        }
        return axes;
    }

    @Test
    void principalDirectionsComeInBothOrders() {
        Partition falling = fit(new PrincipalBlocks(SIZES, PrincipalBlocks.Order.FALLING));
        Partition rising = fit(new PrincipalBlocks(SIZES, PrincipalBlocks.Order.RISING));
        assertThat(Math.abs(falling.basis().get(0, 1))).isCloseTo(1, within(0.01));
        assertThat(Math.abs(falling.basis().get(2, 0))).isCloseTo(1, within(0.01));
        assertThat(Math.abs(rising.basis().get(0, 0))).isCloseTo(1, within(0.01));
        assertThat(Math.abs(rising.basis().get(2, 1))).isCloseTo(1, within(0.01));
        assertThat(falling.mean()[2]).isCloseTo(7, within(0.2));
        assertThat(falling.sizes()).isEqualTo(SIZES);
    }

    @Test
    void identityBlocksAreTheCoordinates() {
        assertThat(fit(new IdentityBlocks(SIZES)).block(1).basis().values()).containsExactly(0, 0, 1);
    }

    /** A random block holds d_s/D of any factor, so corrected for chance nothing: but for what the choice of blocks gains. */
    @Test
    void randomBlocksHoldNoMoreThanChanceOnAverage() {
        KnownCode code = ProductCode.pair(8, 0).draw(500, Seed.of(2));
        double sum = 0;
        for (int draw = 0; draw < 50; draw++) {
            Partition random = new RandomBlocks(List.of(6, 6))
                    .fit(code.activations(), code.weights(), Seed.of(3).child(draw))
                    .partition();
            sum += code.recovery(random) / 50;
        }
        assertThat(sum).isBetween(0.5, 0.62);
    }

    @Test
    void floorsBearActivationsThatDoNotVaryAndPrincipalDirectionsRefuseThem() {
        Matrix constant = Rows.constant(10, 3);
        double[] weights = Rows.equalWeights(10);
        for (PartitionMethod floor : List.of(new RandomBlocks(SIZES), new IdentityBlocks(SIZES))) {
            assertThat(floor.fit(constant, weights, Seed.of(4)).partition().sizes())
                    .isEqualTo(SIZES);
        }
        assertThatThrownBy(() ->
                        new PrincipalBlocks(SIZES, PrincipalBlocks.Order.FALLING).fit(constant, weights, Seed.of(4)))
                .isInstanceOf(UnfitActivationsException.class);
        assertThatThrownBy(() -> new RandomBlocks(SIZES).fit(Matrix.zeros(0, 3), new double[0], Seed.of(4)))
                .isInstanceOf(UnfitActivationsException.class);
        assertThatThrownBy(() -> new IdentityBlocks(List.of(3, 1)).fit(constant, weights, Seed.of(4)))
                .hasMessageContaining("[3, 1]");
    }

    private static Partition fit(PartitionMethod method) {
        return method.fit(axes(2_000), Rows.equalWeights(2_000), Seed.of(5)).partition();
    }
}
