package org.assay.analysis.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixedInformationTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.6, 0.9})
    void correlatedGaussiansHaveTheirClosedForm(double r) {
        List<Matrix> samples = Samples.gaussian(2_000, r, Seed.of(4));
        assertThat(MixedInformation.of(samples.get(0), samples.get(1), 3))
                .isCloseTo(-0.5 * Math.log(1 - r * r), within(0.06));
    }

    /** The oracle's table: two independent factors in 8 + 8 coordinates, 128 queries, three neighbours. */
    @ParameterizedTest
    @CsvSource({
        "8, 1024, -0.07",
        "8, 16384, 0.00",
        "26, 1024, -0.37",
        "26, 16384, -0.05",
        "62, 1024, -0.24",
        "62, 16384, -0.21"
    })
    void independentCodesGiveTheValuesOfTheTable(int values, int keys, double expected) {
        Seed codes = Seed.of(5);
        List<Matrix> queries = Samples.codes(128, values, 0, codes.child("queries"), codes);
        List<Matrix> known = Samples.codes(keys, values, 0, codes.child("keys"), codes);
        double estimate = MixedInformation.crossSample(queries.get(0), queries.get(1), known.get(0), known.get(1), 3);
        assertThat(estimate).isCloseTo(expected, within(0.06));
    }

    /** y = x with probability rho, else any of K values: p(x, x) = (rho + (1 - rho) / K) / K. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void dependentCodesHaveTheirClosedForm(double rho) {
        List<Matrix> codes = Samples.codes(2_000, 8, rho, Seed.of(6), Seed.of(7));
        double same = rho + (1 - rho) / 8;
        double other = (1 - rho) / 8;
        double truth = same * Math.log(8 * same) + (other > 0 ? 7 * other * Math.log(8 * other) : 0);
        assertThat(MixedInformation.of(codes.get(0), codes.get(1), 3)).isCloseTo(truth, within(0.05));
    }

    /**
     * An atom of mass 1/2 and a density beside it: log 2 nats. On the density the k neighbours in both blocks are those in y, all
     * within the atom of x, so the formula is off by {@code psi(k) - log(k + 1)} there and nowhere else.
     */
    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void aMixtureOfAnAtomAndADensityIsOffByTheBiasOfFewNeighbours(int k) {
        Draws draws = Seed.of(8).draws();
        Matrix x = Matrix.zeros(2_000, 1);
        Matrix y = Matrix.zeros(2_000, 1);
        for (int i = 0; i < 2_000; i++) {
            boolean on = draws.nextDouble() < 0.5;
            x.set(i, 0, on ? 1 : 0);
            y.set(i, 0, on ? 2 + draws.nextDouble() : 0);
        }
        double bias = (Digamma.of(k) - Math.log(k + 1)) / 2;
        assertThat(MixedInformation.of(x, y, k)).isCloseTo(Math.log(2) + bias, within(0.02));
    }

    /** Rotated codes differ in their last bits where they were equal. */
    @Test
    void roundingOfEqualSamplesChangesNothing() {
        List<Matrix> codes = Samples.codes(500, 8, 0.5, Seed.of(6), Seed.of(7));
        Matrix noisy = Samples.normal(500, 8, Seed.of(9));
        for (int i = 0; i < noisy.values().length; i++) {
            noisy.values()[i] = codes.get(0).values()[i] + 1e-8 * noisy.values()[i];
        }
        assertThat(MixedInformation.of(noisy, codes.get(1), 3))
                .isCloseTo(MixedInformation.of(codes.get(0), codes.get(1), 3), within(1e-12));
    }

    @Test
    void aConstantTellsNothingAndTooFewSamplesAreRefused() {
        Matrix varied = Samples.normal(20, 2, Seed.of(10));
        assertThat(MixedInformation.of(varied, Matrix.zeros(20, 3), 3)).isZero();
        assertThat(MixedInformation.of(Matrix.zeros(20, 3), varied, 3)).isZero();
        Matrix few = Samples.normal(3, 2, Seed.of(10));
        assertThatThrownBy(() -> MixedInformation.of(few, few, 3)).hasMessageContaining("1..2");
    }

    @Test
    void digammaHasItsKnownValuesAndItsRecurrence() {
        assertThat(Digamma.of(1)).isCloseTo(-0.5772156649015329, within(1e-14));
        assertThat(Digamma.of(0.5)).isCloseTo(-0.5772156649015329 - 2 * Math.log(2), within(1e-14));
        for (double x : new double[] {0.3, 2.7, 9.99, 123.4}) {
            assertThat(Digamma.of(x + 1)).isCloseTo(Digamma.of(x) + 1 / x, within(1e-13));
        }
        assertThatThrownBy(() -> Digamma.of(0)).hasMessageContaining("positive");
    }
}
