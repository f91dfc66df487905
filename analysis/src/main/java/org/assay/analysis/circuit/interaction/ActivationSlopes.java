package org.assay.analysis.circuit.interaction;

import java.util.function.DoubleUnaryOperator;
import org.assay.analysis.circuit.GaussLegendre;
import org.assay.neural.transformer.GaussianError;
import org.assay.neural.transformer.TransformerConfig.ActFn;

/**
 * What an activation function does to small changes, on average over a normal law of its input z ~ N(mean, variance): E act'(z), E
 * act'(z)^2 and E act''(z). Closed forms for ReLU and GELU; the rest by Gauss-Legendre quadrature. With s^2 the variance, q = sqrt(1 +
 * s^2), and phi, Phi of the standard normal law,
 *
 * <pre>ReLU: E act' = Phi(mean / s)                            E act'' = phi(mean / s) / s
 * GELU: E act' = Phi(mean / q) + phi(mean / q) mean / q^3,  E act'' = phi(mean / q) (2 - m^2 - v) / q,  m = mean / q^2, v = s^2 / q^2</pre>
 *
 * since GELU' = Phi(z) + z phi(z), GELU'' = (2 - z^2) phi(z), and phi(z) N(z; mean, s^2) is phi(mean / q) / q times N(z; m, v).
 */
public final class ActivationSlopes {
    /** Beyond so many standard deviations a normal law has less than a double resolves. */
    private static final double TAIL = 9;

    /** Panels of the quadrature are no wider than this, against activations that turn within about one. */
    private static final double PANEL = 0.5;

    private static final GaussLegendre NODES = GaussLegendre.of(12);
    private static final double CUBE = 0.044715;
    private static final double TANH_SCALE = Math.sqrt(2 / Math.PI);

    private ActivationSlopes() {}

    /** E act'(z). */
    public static double slope(ActFn act, double mean, double variance) {
        double s = Math.sqrt(variance);
        double q = Math.sqrt(1 + variance);
        return switch (act) {
            case RELU -> s == 0 ? step(mean) : distribution(mean / s);
            case GELU -> distribution(mean / q) + density(mean / q) * mean / (q * q * q);
            case GELU_NEW -> average(z -> derivative(act, z), mean, s);
            case BILINEAR -> throw noFunction();
        };
    }

    /** E act'(z)^2. */
    public static double squaredSlope(ActFn act, double mean, double variance) {
        if (act == ActFn.RELU) {
            return slope(act, mean, variance);
        }
        return average(z -> derivative(act, z) * derivative(act, z), mean, Math.sqrt(variance));
    }

    /** E act''(z); NaN for a ReLU whose input is always exactly 0, where it is infinite. */
    public static double curvature(ActFn act, double mean, double variance) {
        double s = Math.sqrt(variance);
        double q = Math.sqrt(1 + variance);
        double m = mean / (q * q);
        return switch (act) {
            case RELU -> s == 0 ? mean == 0 ? Double.NaN : 0 : density(mean / s) / s;
            case GELU -> density(mean / q) * (2 - m * m - variance / (q * q)) / q;
            case GELU_NEW -> average(ActivationSlopes::tanhCurvature, mean, s);
            case BILINEAR -> throw noFunction();
        };
    }

    /** act'(z); a ReLU counts as flat at 0. */
    static double derivative(ActFn act, double z) {
        return switch (act) {
            case RELU -> step(z);
            case GELU -> distribution(z) + z * density(z);
            case GELU_NEW -> {
                double tanh = Math.tanh(TANH_SCALE * (z + CUBE * z * z * z));
                yield 0.5 * (1 + tanh) + 0.5 * z * (1 - tanh * tanh) * TANH_SCALE * (1 + 3 * CUBE * z * z);
            }
            case BILINEAR -> throw noFunction();
        };
    }

    private static double tanhCurvature(double z) {
        double tanh = Math.tanh(TANH_SCALE * (z + CUBE * z * z * z));
        double inner = TANH_SCALE * (1 + 3 * CUBE * z * z);
        double flat = 1 - tanh * tanh;
        return flat * inner + 0.5 * z * (flat * TANH_SCALE * 6 * CUBE * z - 2 * tanh * flat * inner * inner);
    }

    /** E f(z) by panels that are narrow against both the law and f. */
    static double average(DoubleUnaryOperator f, double mean, double s) {
        if (s == 0) {
            return f.applyAsDouble(mean);
        }
        int panels = (int) Math.ceil(2 * TAIL * Math.max(1, s) / PANEL);
        double width = 2 * TAIL / panels;
        double sum = 0;
        for (int panel = 0; panel < panels; panel++) {
            for (int n = 0; n < NODES.nodes().length; n++) {
                double t = -TAIL + (panel + NODES.nodes()[n]) * width;
                sum += NODES.weights()[n] * width * density(t) * f.applyAsDouble(mean + s * t);
            }
        }
        return sum;
    }

    private static double step(double z) {
        return z > 0 ? 1 : 0;
    }

    private static double density(double t) {
        return Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double distribution(double t) {
        return 0.5 * (1 + GaussianError.erf(t / Math.sqrt(2)));
    }

    private static IllegalArgumentException noFunction() {
        return new IllegalArgumentException("a bilinear MLP has no activation function");
    }
}
