package org.assay.analysis.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.analysis.dictionary.AutoencoderOptions.Kind;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closed forms against central differences, which see the loss alone. */
class BatchGradientTest {
    private static final int LATENTS = 8;
    private static final int WIDTH = 4;
    private static final double STEP = 1e-6;
    private static final Matrix ROWS = Planted.of(6, WIDTH, 2, 7, Seed.of(1)).rows();
    private static final boolean[] NONE_DEAD = new boolean[LATENTS];

    @ParameterizedTest
    @EnumSource(Kind.class)
    void derivativesOfTheLossAreThoseOfDifferences(Kind kind) {
        AutoencoderOptions options = AutoencoderOptions.of(kind, LATENTS, 2);
        Weights weights = Weights.initial(LATENTS, WIDTH, Seed.of(2));
        for (int i = 0; i < weights.values.length; i++) {
            weights.values[i] += 0.05 * Math.sin(i);
        }
        BatchGradient at = new BatchGradient(options);
        at.at(weights, ROWS, NONE_DEAD);
        for (int i = 0; i < weights.values.length; i++) {
            boolean threshold = i >= weights.threshold(0) && i < weights.threshold(LATENTS);
            if (!threshold) {
                double numeric = difference(options, weights, i, STEP, NONE_DEAD);
                assertThat(at.gradient().values[i]).as("parameter " + i).isCloseTo(numeric, within(1e-6));
            }
        }
        assertThat(Arrays.stream(at.gradient().values).map(Math::abs).max().orElseThrow())
                .isGreaterThan(0.1);
    }

    /** Nothing is on, so the residual is what it is whatever encoder and decoder are; the dead ones alone are asked. */
    @Test
    void deadLatentsAreDrawnTowardsTheResidual() {
        AutoencoderOptions options = AutoencoderOptions.of(Kind.JUMP_RELU, LATENTS, 2);
        Weights weights = Weights.initial(LATENTS, WIDTH, Seed.of(3));
        Arrays.fill(weights.values, weights.threshold(0), weights.threshold(LATENTS), Math.log(1e6));
        boolean[] dead = new boolean[LATENTS];
        Arrays.fill(dead, 2, 7, true);
        BatchGradient at = new BatchGradient(options);
        at.at(weights, ROWS, dead);
        assertThat(at.latents().values()).containsOnly(0);
        for (int i = 0; i < weights.threshold(0); i++) {
            double numeric = difference(options, weights, i, STEP, dead);
            assertThat(at.gradient().values[i]).as("parameter " + i).isCloseTo(numeric, within(1e-6));
        }
        assertThat(at.gradient().values[weights.decoder(0)]).isZero();
        assertThat(Arrays.stream(at.gradient().values, weights.decoder(2), weights.decoder(7))
                        .map(Math::abs)
                        .max()
                        .orElseThrow())
                .isGreaterThan(0.1);
    }

    /** With a decoder of zeros only the price is left, and a rectangle's share of rows is a central difference of its width. */
    @Test
    void thePriceOfALatentHasTheDerivativeOfARectangle() {
        AutoencoderOptions options =
                AutoencoderOptions.of(Kind.JUMP_RELU, LATENTS, 2).price(3);
        Weights weights = Weights.initial(LATENTS, WIDTH, Seed.of(4));
        Arrays.fill(weights.values, weights.decoder(0), weights.decoder(LATENTS), 0);
        double[] pre = ROWS.times(weights.encoder().transpose()).values();
        for (int m = 0; m < LATENTS; m++) {
            double near = pre[m] > 0.1 ? pre[m] + 0.01 : 0.4;
            weights.values[weights.threshold(m)] = Math.log(near);
        }
        BatchGradient at = new BatchGradient(options);
        at.at(weights, ROWS, NONE_DEAD);
        int felt = 0;
        for (int m = 0; m < LATENTS; m++) {
            double threshold = weights.thresholds()[m];
            double up = lossAt(options, weights, m, threshold + BatchGradient.BANDWIDTH / 2);
            double down = lossAt(options, weights, m, threshold - BatchGradient.BANDWIDTH / 2);
            double numeric = (up - down) / BatchGradient.BANDWIDTH * threshold;
            assertThat(at.gradient().values[weights.threshold(m)]).isCloseTo(numeric, within(1e-9));
            felt += numeric != 0 ? 1 : 0;
        }
        assertThat(felt).isGreaterThan(1);
    }

    private static double lossAt(AutoencoderOptions options, Weights weights, int latent, double threshold) {
        Weights moved = new Weights(LATENTS, WIDTH, weights.values.clone());
        moved.values[moved.threshold(latent)] = Math.log(threshold);
        return new BatchGradient(options).at(moved, ROWS, NONE_DEAD);
    }

    private static double difference(
            AutoencoderOptions options, Weights weights, int parameter, double step, boolean[] dead) {
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            Weights moved = new Weights(LATENTS, WIDTH, weights.values.clone());
            moved.values[parameter] += side == 0 ? step : -step;
            losses[side] = new BatchGradient(options).at(moved, ROWS, dead);
        }
        return (losses[0] - losses[1]) / (2 * step);
    }
}
