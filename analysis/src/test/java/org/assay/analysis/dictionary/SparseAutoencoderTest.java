package org.assay.analysis.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.analysis.dictionary.AutoencoderOptions.Kind;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SparseAutoencoderTest {
    private static final Planted PLANTED = Planted.of(24, 16, 2, 4_000, Seed.of(1));

    @ParameterizedTest
    @EnumSource(Kind.class)
    void plantedDirectionsAreFound(Kind kind) {
        // Thresholds grow from near 0 by a share at each step, so they take longer than the rest.
        int steps = kind == Kind.JUMP_RELU ? 4_000 : 1_500;
        SparseAutoencoder dictionary =
                fit(PLANTED, AutoencoderOptions.of(kind, 32, 2).steps(steps));
        double untrained = MeanMaxCosine.of(Planted.of(32, 16, 2, 1, Seed.of(9)).directions(), PLANTED.directions());
        assertThat(MeanMaxCosine.of(dictionary.directions(), PLANTED.directions()))
                .isGreaterThan(0.9);
        assertThat(untrained).isLessThan(0.65);
        assertThat(dictionary.explainedVariance(PLANTED.rows())).isGreaterThan(0.8);
        assertThat(dictionary.meanActive(PLANTED.rows())).isBetween(1.5, 3.0);
    }

    /** All latents may be on: an overcomplete code of everything that need not find anything. */
    @Test
    void withEveryLatentOnTheReconstructionIsWhole() {
        SparseAutoencoder dictionary =
                fit(PLANTED, AutoencoderOptions.of(Kind.TOP_K, 40, 40).steps(1_500));
        assertThat(dictionary.explainedVariance(PLANTED.rows())).isGreaterThan(0.99);
    }

    @Test
    void unitsOfTheActivationsChangeNothingButTheLatents() {
        Matrix larger = Matrix.zeros(PLANTED.rows().rows(), 16);
        for (int i = 0; i < larger.values().length; i++) {
            larger.values()[i] = 7 + 1_000 * PLANTED.rows().values()[i];
        }
        AutoencoderOptions options =
                AutoencoderOptions.of(Kind.BATCH_TOP_K, 32, 2).steps(50);
        SparseAutoencoder small = fit(PLANTED, options);
        SparseAutoencoder large = fit(new Planted(PLANTED.directions(), larger), options);
        assertThat(large.explainedVariance(larger)).isCloseTo(small.explainedVariance(PLANTED.rows()), within(1e-6));
        assertThat(large.latents(larger).get(0, 0))
                .isCloseTo(1_000 * small.latents(PLANTED.rows()).get(0, 0), within(1e-3));
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        AutoencoderOptions options =
                AutoencoderOptions.of(Kind.MATRYOSHKA, 16, 2).steps(20);
        assertThat(fit(PLANTED, options).directions())
                .isEqualTo(fit(PLANTED, options).directions());
    }

    @Test
    void whatNothingCanBeLearnedFromIsRefused() {
        AutoencoderOptions options = AutoencoderOptions.of(Kind.TOP_K, 4, 1).steps(1);
        Planted constant = new Planted(PLANTED.directions(), Matrix.zeros(10, 16));
        assertThatThrownBy(() -> fit(constant, options))
                .isInstanceOf(UnfitActivationsException.class)
                .hasMessageContaining("all 10 rows");
        Matrix broken = Matrix.zeros(3, 2);
        broken.set(1, 1, Double.NaN);
        assertThatThrownBy(() -> fit(new Planted(broken, broken), options))
                .isInstanceOf(UnfitActivationsException.class)
                .hasMessageContaining("row 1, direction 1 is NaN");
        assertThatThrownBy(() -> AutoencoderOptions.of(Kind.TOP_K, 4, 5)).hasMessageContaining("4, 5.0");
    }

    private static SparseAutoencoder fit(Planted planted, AutoencoderOptions options) {
        return SparseAutoencoder.fit(planted.rows(), planted.weights(), options, Seed.of(2), Progress.SILENT);
    }
}
