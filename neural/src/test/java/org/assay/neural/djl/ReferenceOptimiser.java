package org.assay.neural.djl;

import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ParameterLayout.Parameter;

/** Every optimiser in plain Java and double precision, entry by entry and matrix by matrix: the judge of the native updates. */
final class ReferenceOptimiser {
    private final Optimiser optimiser;
    private final ParameterLayout layout;
    private final double[] p;
    private final double[] m;
    private final double[] v;
    private int step;

    ReferenceOptimiser(Optimiser optimiser, ParameterLayout layout, float[] start) {
        this.optimiser = optimiser;
        this.layout = layout;
        this.p = new double[start.length];
        this.m = new double[start.length];
        this.v = new double[start.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = start[i];
        }
    }

    double[] parameters() {
        return p;
    }

    /** Clips a copy of {@code gradient} and takes the step. */
    void step(float[] gradient, double rate) {
        double square = 0;
        for (float entry : gradient) {
            square += (double) entry * entry;
        }
        double norm = Math.sqrt(square);
        double[] g = new double[gradient.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = gradient[i] * Math.min(1, optimiser.clipNorm() / (norm + 1e-6));
        }
        step++;
        for (Parameter parameter : layout.parameters()) {
            move(parameter, g, rate);
        }
    }

    private void move(Parameter parameter, double[] g, double rate) {
        boolean matrix = parameter.isMatrix();
        if (optimiser instanceof Muon muon) {
            if (matrix && parameter.name().startsWith("blocks.")) {
                muon(parameter, g, rate, muon);
            } else {
                AdamW other = muon.other();
                double decay = matrix ? other.weightDecay() : 0;
                adam(parameter, g, rate * muon.otherRate(), other.beta1(), other.beta2(), other.epsilon(), decay, 0);
            }
        } else if (optimiser instanceof AdamW a) {
            adam(parameter, g, rate, a.beta1(), a.beta2(), a.epsilon(), matrix ? a.weightDecay() : 0, 0);
        } else if (optimiser instanceof Adam a) {
            adam(parameter, g, rate, a.beta1(), a.beta2(), a.epsilon(), 0, matrix ? a.penalty() : 0);
        } else if (optimiser instanceof Sgd s) {
            descend(parameter, g, rate, s);
        }
    }

    private void adam(
            Parameter parameter,
            double[] g,
            double rate,
            double beta1,
            double beta2,
            double epsilon,
            double decay,
            double penalty) {
        for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
            double gradient = g[i] + penalty * p[i];
            m[i] = beta1 * m[i] + (1 - beta1) * gradient;
            v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
            double mean = m[i] / (1 - Math.pow(beta1, step));
            double square = v[i] / (1 - Math.pow(beta2, step));
            p[i] = p[i] * (1 - rate * decay) - rate * mean / (Math.sqrt(square) + epsilon);
        }
    }

    private void descend(Parameter parameter, double[] g, double rate, Sgd sgd) {
        for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
            double gradient = g[i] + (parameter.isMatrix() ? sgd.penalty() * p[i] : 0);
            m[i] = sgd.momentum() * m[i] + gradient;
            p[i] -= rate * (sgd.nesterov() ? gradient + sgd.momentum() * m[i] : m[i]);
        }
    }

    private void muon(Parameter parameter, double[] g, double rate, Muon muon) {
        int axes = parameter.shape().size();
        int heads = axes == 3 ? parameter.shape().get(0) : 1;
        int rows = parameter.shape().get(axes - 2);
        int columns = parameter.shape().get(axes - 1);
        boolean stacked = parameter.name().endsWith("W_O");
        double[] u = new double[parameter.size()];
        for (int i = 0; i < u.length; i++) {
            int at = parameter.offset() + i;
            m[at] = muon.momentum() * m[at] + g[at];
            u[i] = muon.nesterov() ? g[at] + muon.momentum() * m[at] : m[at];
        }
        if (muon.perHead() || heads == 1) {
            for (int head = 0; head < heads; head++) {
                double[][] x = new double[rows][columns];
                copy(u, x, new int[] {head}, rows, columns, stacked, true);
                x = orthogonal(x, muon.iterations());
                copy(u, x, new int[] {head}, rows, columns, stacked, false);
            }
        } else {
            int[] all = java.util.stream.IntStream.range(0, heads).toArray();
            double[][] x = stacked ? new double[heads * rows][columns] : new double[rows][heads * columns];
            copy(u, x, all, rows, columns, stacked, true);
            x = orthogonal(x, muon.iterations());
            copy(u, x, all, rows, columns, stacked, false);
            rows = x.length;
            columns = x[0].length;
        }
        double scale = Math.sqrt(Math.max(1, (double) columns / rows));
        for (int i = 0; i < u.length; i++) {
            int at = parameter.offset() + i;
            p[at] = p[at] * (1 - rate * muon.decay()) - rate * scale * u[i];
        }
    }

    /** Heads of {@code u} (N, rows, columns) to or from one matrix, below each other when stacked, else beside each other. */
    private static void copy(
            double[] u, double[][] x, int[] heads, int rows, int columns, boolean stacked, boolean into) {
        for (int h = 0; h < heads.length; h++) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    int row = stacked ? h * rows + r : r;
                    int column = stacked ? c : h * columns + c;
                    int from = (heads[h] * rows + r) * columns + c;
                    if (into) {
                        x[row][column] = u[from];
                    } else {
                        u[from] = x[row][column];
                    }
                }
            }
        }
    }

    private static double[][] orthogonal(double[][] matrix, int iterations) {
        double square = 0;
        for (double[] row : matrix) {
            for (double entry : row) {
                square += entry * entry;
            }
        }
        double[][] x = new double[matrix.length][matrix[0].length];
        for (int r = 0; r < x.length; r++) {
            for (int c = 0; c < x[0].length; c++) {
                x[r][c] = matrix[r][c] / (Math.sqrt(square) + 1e-7);
            }
        }
        for (int k = 0; k < iterations; k++) {
            double[][] gram = product(x, transposed(x));
            double[][] cubic = product(gram, x);
            double[][] quintic = product(gram, cubic);
            for (int r = 0; r < x.length; r++) {
                for (int c = 0; c < x[0].length; c++) {
                    x[r][c] = 3.4445 * x[r][c] - 4.7750 * cubic[r][c] + 2.0315 * quintic[r][c];
                }
            }
        }
        return x;
    }

    private static double[][] transposed(double[][] x) {
        double[][] y = new double[x[0].length][x.length];
        for (int r = 0; r < x.length; r++) {
            for (int c = 0; c < x[0].length; c++) {
                y[c][r] = x[r][c];
            }
        }
        return y;
    }

    private static double[][] product(double[][] x, double[][] y) {
        double[][] z = new double[x.length][y[0].length];
        for (int r = 0; r < x.length; r++) {
            for (int k = 0; k < y.length; k++) {
                for (int c = 0; c < y[0].length; c++) {
                    z[r][c] += x[r][k] * y[k][c];
                }
            }
        }
        return z;
    }
}
