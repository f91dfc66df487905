package org.assay.analysis.circuit.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.neural.transformer.GaussianError;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationSlopesTest {
    private static final double STEP = 1e-4;

    @ParameterizedTest
    @CsvSource({"0, 1", "0.7, 0.3", "-1.5, 4", "2, 0.01", "-0.2, 25"})
    void closed_forms_of_gelu_are_the_integrals(double mean, double variance) {
        double s = Math.sqrt(variance);
        double slope = ActivationSlopes.average(z -> ActivationSlopes.derivative(ActFn.GELU, z), mean, s);
        assertThat(ActivationSlopes.slope(ActFn.GELU, mean, variance)).isCloseTo(slope, within(1e-12));
        double curvature =
                ActivationSlopes.average(z -> (2 - z * z) * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI), mean, s);
        assertThat(ActivationSlopes.curvature(ActFn.GELU, mean, variance)).isCloseTo(curvature, within(1e-12));
    }

    /** E act' is the derivative of E act by the mean, and E act'' that of E act'. */
    @ParameterizedTest
    @CsvSource({
        "GELU, 0.4, 0.5",
        "GELU, -1, 9",
        "GELU_NEW, 0.4, 0.5",
        "GELU_NEW, -1, 9",
        "RELU, 0.4, 0.5",
        "RELU, -1, 9"
    })
    void slopes_and_curvatures_are_derivatives_by_the_mean(ActFn act, double mean, double variance) {
        double slope = (expected(act, mean + STEP, variance) - expected(act, mean - STEP, variance)) / (2 * STEP);
        assertThat(ActivationSlopes.slope(act, mean, variance)).isCloseTo(slope, within(1e-6));
        double curvature = (ActivationSlopes.slope(act, mean + STEP, variance)
                        - ActivationSlopes.slope(act, mean - STEP, variance))
                / (2 * STEP);
        assertThat(ActivationSlopes.curvature(act, mean, variance)).isCloseTo(curvature, within(1e-6));
    }

    @Test
    void an_input_that_does_not_vary_has_the_slope_at_its_place() {
        assertThat(ActivationSlopes.slope(ActFn.RELU, 2, 0)).isEqualTo(1);
        assertThat(ActivationSlopes.slope(ActFn.RELU, -2, 0)).isZero();
        assertThat(ActivationSlopes.curvature(ActFn.RELU, -2, 0)).isZero();
        assertThat(ActivationSlopes.curvature(ActFn.RELU, 0, 0)).isNaN();
        assertThat(ActivationSlopes.slope(ActFn.GELU, 0.3, 0))
                .isCloseTo(ActivationSlopes.derivative(ActFn.GELU, 0.3), within(1e-15));
        assertThat(ActivationSlopes.curvature(ActFn.GELU, 0, 0)).isCloseTo(2 / Math.sqrt(2 * Math.PI), within(1e-15));
    }

    @Test
    void far_on_either_side_all_or_nothing_passes() {
        for (ActFn act : new ActFn[] {ActFn.RELU, ActFn.GELU, ActFn.GELU_NEW}) {
            assertThat(ActivationSlopes.slope(act, 40, 1)).isCloseTo(1, within(1e-12));
            assertThat(ActivationSlopes.squaredSlope(act, 40, 1)).isCloseTo(1, within(1e-12));
            assertThat(ActivationSlopes.slope(act, -40, 1)).isCloseTo(0, within(1e-12));
            assertThat(ActivationSlopes.curvature(act, -40, 1)).isCloseTo(0, within(1e-12));
        }
        assertThat(ActivationSlopes.squaredSlope(ActFn.RELU, 0, 1)).isCloseTo(0.5, within(1e-15));
        assertThatThrownBy(() -> ActivationSlopes.slope(ActFn.BILINEAR, 0, 1)).hasMessageContaining("bilinear");
    }

    private static double expected(ActFn act, double mean, double variance) {
        double s = Math.sqrt(variance);
        if (act == ActFn.RELU) {
            double t = mean / s;
            double density = Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
            return mean * 0.5 * (1 + GaussianError.erf(t / Math.sqrt(2))) + s * density;
        }
        return ActivationSlopes.average(
                z -> act == ActFn.GELU ? GaussianError.gelu(z) : GaussianError.geluNew(z), mean, s);
    }
}
