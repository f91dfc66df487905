package org.assay.analysis.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KraskovInformationTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.6, 0.9})
    void correlatedGaussiansHaveTheirClosedForm(double r) {
        KraskovInformation estimate = of(
                Samples.gaussian(1_000, r, Seed.of(1).child("queries")),
                Samples.gaussian(2_000, r, Seed.of(1).child("keys")));
        assertThat(estimate.nats().get(0, 1)).isCloseTo(-0.5 * Math.log(1 - r * r), within(0.1));
        assertThat(estimate.nats().get(1, 0)).isEqualTo(estimate.nats().get(0, 1));
        assertThat(estimate.tiedShares().get(0, 1)).isZero();
    }

    /** Independent codes whose every combination recurs: the greatest value there is. */
    @Test
    void keysThatRepeatEveryQueryGiveTheGreatestValueForIndependentCodes() {
        KraskovInformation estimate = codes(8, 16_384);
        double greatest = Digamma.of(16_385) - Digamma.of(1);
        assertThat(greatest).isCloseTo(10.28, within(0.005));
        assertThat(estimate.nats().get(0, 1)).isCloseTo(greatest, within(1e-12));
        assertThat(estimate.perDimension(0, 1, new int[] {8, 8})).isCloseTo(0.64, within(0.005));
        assertThat(estimate.tiedShares().get(0, 1)).isCloseTo(1, within(1e-12));
    }

    /** The share of tied queries that random codes give is that of 1,024 draws among K^2 cells. */
    @ParameterizedTest
    @ValueSource(ints = {26, 62})
    void theErrorFollowsTheShareOfQueriesThatAKeyRepeats(int values) {
        KraskovInformation estimate = codes(values, 1_024);
        double repeated = 1 - Math.exp(-1_024.0 / (values * values));
        assertThat(estimate.tiedShares().get(0, 1)).isCloseTo(repeated, within(0.15));
        double greatest = Digamma.of(1_025) - Digamma.of(1);
        assertThat(estimate.nats().get(0, 1))
                .isBetween(0.8 * greatest * estimate.tiedShares().get(0, 1) - 0.5, greatest);
    }

    @Test
    void whatDoesNotVaryOrIsNotANumberIsRefused() {
        Matrix constant = Matrix.zeros(10, 2);
        Matrix varied = Samples.normal(10, 2, Seed.of(3));
        List<Matrix> blocks = List.of(varied, constant);
        assertThatThrownBy(() -> KraskovInformation.crossSample(blocks, blocks, new double[] {1, 0}))
                .hasMessageContaining("block 1 has variance 0.0");
        Matrix broken = Samples.normal(10, 2, Seed.of(3));
        broken.set(4, 1, Double.NaN);
        List<Matrix> bad = List.of(varied, broken);
        assertThatThrownBy(() -> KraskovInformation.crossSample(bad, bad, new double[] {1, 1}))
                .hasMessageContaining("block 1: row 4, coordinate 1 is NaN");
    }

    private static KraskovInformation codes(int values, int keys) {
        Seed codes = Seed.of(2);
        return of(
                Samples.codes(128, values, 0, codes.child("queries"), codes),
                Samples.codes(keys, values, 0, codes.child("keys"), codes));
    }

    private static KraskovInformation of(List<Matrix> queries, List<Matrix> keys) {
        double[] variances = keys.stream().mapToDouble(Distances::totalVariance).toArray();
        return KraskovInformation.crossSample(queries, keys, variances);
    }
}
