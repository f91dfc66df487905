package org.assay.analysis.development;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Regression through a bottleneck, {@code y = B A x} with A of h x m and B of n x h, of outputs that do not depend on the
 * inputs. The loss is the mean squared error over examples and outputs; parameters are A, then B, row-major. Its learning
 * coefficient is known in closed form (Aoyagi and Watanabe 2004).
 */
public final class ReducedRankRegression implements Loss {
    private final int inputs;
    private final int hidden;
    private final int outputs;
    private final Matrix xx;
    private final Matrix xy;
    private final double yy;

    private ReducedRankRegression(int hidden, Matrix xx, Matrix xy, double yy) {
        this.inputs = xx.rows();
        this.hidden = hidden;
        this.outputs = xy.columns();
        this.xx = xx;
        this.xy = xy;
        this.yy = yy;
    }

    /**
     * Standard normal inputs and, apart from them, normal outputs.
     *
     * @param noise deviation of the outputs; 0 for outputs that are 0, which B A = 0 explains exactly
     */
    public static ReducedRankRegression of(int inputs, int hidden, int outputs, int examples, double noise, Seed seed) {
        requirePositive(inputs, hidden, outputs);
        Draws draws = seed.draws();
        Matrix x = Matrix.zeros(examples, inputs);
        Matrix y = Matrix.zeros(examples, outputs);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = draws.nextNormal();
        }
        double yy = 0;
        for (int i = 0; i < y.values().length; i++) {
            y.values()[i] = noise * draws.nextNormal();
            yy += y.values()[i] * y.values()[i];
        }
        double scale = 1.0 / ((double) examples * outputs);
        return new ReducedRankRegression(
                hidden,
                scaled(x.transpose().times(x), scale),
                scaled(x.transpose().times(y), scale),
                yy * scale);
    }

    /**
     * Of m inputs, h hidden units and n outputs where the truth has rank 0, at the most singular minimum: {@code m h / 2} if
     * m + h < n, {@code n h / 2} if n + h < m, {@code m n / 2} if m + n < h, else {@code (2 m n + 2 h n + 2 m h - m^2 - n^2 -
     * h^2) / 8}, and 1/8 more when m + h + n is odd. At other minima it is larger.
     */
    public static double learningCoefficient(int m, int h, int n) {
        requirePositive(m, h, n);
        if (m + h < n) {
            return m * h / 2.0;
        }
        if (n + h < m) {
            return n * h / 2.0;
        }
        if (m + n < h) {
            return m * n / 2.0;
        }
        int eighths = 2 * m * n + 2 * h * n + 2 * m * h - m * m - n * n - h * h;
        return (eighths + (m + h + n) % 2) / 8.0;
    }

    private static void requirePositive(int inputs, int hidden, int outputs) {
        if (inputs < 1 || hidden < 1 || outputs < 1) {
            throw new IllegalArgumentException("inputs, hidden units and outputs must be positive, got " + inputs + ", "
                    + hidden + ", " + outputs);
        }
    }

    @Override
    public int size() {
        return hidden * (inputs + outputs);
    }

    /** {@code tr(M' XX M) - 2 tr(M' XY) + YY} with {@code M = (B A)'}. */
    @Override
    public double at(double[] parameters, double[] gradient) {
        Matrix a = part(parameters, 0, hidden, inputs);
        Matrix b = part(parameters, hidden * inputs, outputs, hidden);
        Matrix map = b.times(a).transpose(); // inputs outputs
        Matrix explained = xx.times(map);
        double loss = yy;
        Matrix slope = Matrix.zeros(inputs, outputs);
        for (int i = 0; i < slope.values().length; i++) {
            loss += map.values()[i] * (explained.values()[i] - 2 * xy.values()[i]);
            slope.values()[i] = 2 * (explained.values()[i] - xy.values()[i]);
        }
        Matrix ofA = slope.times(b).transpose(); // hidden inputs
        Matrix ofB = a.times(slope).transpose(); // outputs hidden
        System.arraycopy(ofA.values(), 0, gradient, 0, ofA.values().length);
        System.arraycopy(ofB.values(), 0, gradient, ofA.values().length, ofB.values().length);
        return loss;
    }

    private static Matrix part(double[] values, int from, int rows, int columns) {
        double[] part = new double[rows * columns];
        System.arraycopy(values, from, part, 0, part.length);
        return Matrix.wrap(rows, columns, part);
    }

    private static Matrix scaled(Matrix matrix, double factor) {
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] *= factor;
        }
        return matrix;
    }
}
