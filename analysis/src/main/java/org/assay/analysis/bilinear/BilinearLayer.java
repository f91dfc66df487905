package org.assay.analysis.bilinear;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * A bilinear layer {@code f(x) = P ((W x) * (U x))}: every output is a quadratic form of the input (Pearce et al. 2024). Only
 * the part of a form that is symmetric in its two inputs can be observed, and only that is read here.
 *
 * <p>Constants, linear terms and the residual stream belong to the same form once the input has a leading 1:
 * {@link #liftedMlp}.
 *
 * @param gate   W, hidden x inputs
 * @param linear U, hidden x inputs
 * @param out    P, outputs x hidden
 */
public record BilinearLayer(Matrix gate, Matrix linear, Matrix out) {
    public BilinearLayer {
        if (gate.rows() != linear.rows() || gate.columns() != linear.columns() || out.columns() != gate.rows()) {
            throw new IllegalArgumentException(
                    "a bilinear layer needs W and U of hidden x inputs and P of outputs x hidden, got " + gate + ", "
                            + linear + " and " + out);
        }
    }

    /**
     * The MLP of one block as a function of what its norm (if there is one) gives it, without residual stream and without
     * biases.
     *
     * @throws IllegalArgumentException when the MLP is not bilinear, or has biases
     */
    public static BilinearLayer ofMlp(TransformerWeights weights, int layer) {
        if (weights.config().biases()) {
            throw new IllegalArgumentException("the biases of this MLP need an input that is 1: take the lifted form");
        }
        return products(weights, layer);
    }

    /**
     * The MLP of one block with its biases and the residual stream around it, over the input (1, x):
     * {@code keep x + write (f(x) + constant)}. The norm in front of it must be none, for else x is not what the MLP reads.
     *
     * @return (1 + D) inputs, (1 + D) outputs of which the first is 1 again, so that such layers stack
     */
    public static BilinearLayer liftedMlp(TransformerWeights weights, int layer) {
        if (weights.config().hasNorm()) {
            throw new IllegalArgumentException(
                    "normalization_type must be none for the residual stream and the MLP to be one form, got "
                            + weights.config().normalizationType());
        }
        BilinearLayer products = products(weights, layer);
        double[] constant = new double[products.outputs()];
        if (weights.config().biases()) {
            String mlp = "blocks." + layer + ".mlp.";
            constant =
                    products.out().times(column(weights.vector(mlp + "b_in"))).values();
            double[] after = weights.vector(mlp + "b_out");
            for (int k = 0; k < constant.length; k++) {
                constant[k] += after[k];
            }
        }
        return products.lifted(weights.config().residual().mlp(), constant);
    }

    private static BilinearLayer products(TransformerWeights weights, int layer) {
        TransformerConfig config = weights.config();
        if (!config.bilinearMlp()) {
            throw new IllegalArgumentException("the network must have bilinear MLPs, this one is " + config.shape());
        }
        String mlp = "blocks." + layer + ".mlp.";
        return new BilinearLayer(
                weights.matrix(mlp + "W_gate").transpose(),
                weights.matrix(mlp + "W_in").transpose(),
                weights.matrix(mlp + "W_out").transpose());
    }

    /** Hidden units: the products, then one that is 1 and feeds the constants, then 1 times each input for the stream. */
    private BilinearLayer lifted(Mix mix, double[] constant) {
        int d = inputs();
        if (outputs() != d) {
            throw new IllegalArgumentException(d + " inputs cannot be added to " + outputs() + " outputs");
        }
        int m = hidden();
        Matrix first = Matrix.zeros(m + 1 + d, 1 + d);
        Matrix second = Matrix.zeros(m + 1 + d, 1 + d);
        Matrix wide = Matrix.zeros(1 + d, m + 1 + d);
        for (int h = 0; h < m; h++) {
            for (int i = 0; i < d; i++) {
                first.set(h, 1 + i, gate.get(h, i));
                second.set(h, 1 + i, linear.get(h, i));
                wide.set(1 + i, h, mix.write() * out.get(i, h));
            }
        }
        first.set(m, 0, 1);
        second.set(m, 0, 1);
        wide.set(0, m, 1);
        for (int i = 0; i < d; i++) {
            wide.set(1 + i, m, mix.write() * constant[i]);
            first.set(m + 1 + i, 0, 1);
            second.set(m + 1 + i, 1 + i, 1);
            wide.set(1 + i, m + 1 + i, mix.keep());
        }
        return new BilinearLayer(first, second, wide);
    }

    public int inputs() {
        return gate.columns();
    }

    public int hidden() {
        return gate.rows();
    }

    public int outputs() {
        return out.rows();
    }

    /** {@code P ((W x) * (U x))}, as many as outputs. */
    public double[] of(double[] x) {
        Matrix input = column(x);
        double[] products = gate.times(input).values();
        double[] others = linear.times(input).values();
        for (int h = 0; h < products.length; h++) {
            products[h] *= others[h];
        }
        return out.times(column(products)).values();
    }

    /**
     * The symmetric matrix Q with {@code u . f(x) = x' Q x}: {@code sum_h (u' P)_h (w_h u_h' + u_h w_h') / 2}.
     *
     * @param direction u, in the space of the outputs
     * @return inputs x inputs
     */
    public Matrix interaction(double[] direction) {
        double[] weights = out.leftTimes(direction);
        int d = inputs();
        Matrix q = Matrix.zeros(d, d);
        for (int h = 0; h < weights.length; h++) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    double both = gate.get(h, i) * linear.get(h, j) + gate.get(h, j) * linear.get(h, i);
                    q.values()[i * d + j] += weights[h] * both / 2;
                }
            }
        }
        return q;
    }

    /**
     * All interaction matrices, (output, first, second), symmetric in the last two: two layers are one function if these
     * agree.
     */
    public NamedArray tensor() {
        int d = inputs();
        double[] values = new double[outputs() * d * d];
        for (int k = 0; k < outputs(); k++) {
            double[] axis = new double[outputs()];
            axis[k] = 1;
            System.arraycopy(interaction(axis).values(), 0, values, k * d * d, d * d);
        }
        return NamedArray.of(List.of("output", "first", "second"), new int[] {outputs(), d, d}, values);
    }

    private static Matrix column(double[] values) {
        return Matrix.wrap(values.length, 1, values);
    }
}
