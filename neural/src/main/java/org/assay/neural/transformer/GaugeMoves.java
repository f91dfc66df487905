package org.assay.neural.transformer;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.TransformerConfig.Attention;

/**
 * Changes of the weights that leave the function as it is, so that no reading of the weights may depend on them. All need a
 * network whose matrices are read as they are: {@link TransformerWeights#folded} makes one.
 *
 * <p>Not among them: a general invertible mixing of the hidden units of a bilinear MLP, which does change the function.
 */
public final class GaugeMoves {
    private GaugeMoves() {}

    /** Exchanges the two pairs of queries and keys of a bilinear head: the product of scores does not know their order. */
    public static TransformerWeights swapPairs(TransformerWeights weights, int layer, int head) {
        requireAttention(weights, "swapping pairs", Attention.BILINEAR);
        NamedValues values = plain(weights);
        for (String tensor : headTensors(weights.config(), layer, "Q1", "K1")) {
            String other = tensor.substring(0, tensor.length() - 1) + "2";
            Matrix first = values.head(tensor, head);
            values.putHead(tensor, head, values.head(other, head));
            values.putHead(other, head, first);
        }
        return values.to(weights.config());
    }

    /**
     * {@code Q -> Q A, K -> K A^-T} with A made of rotations and scalings of the planes (i, H/2 + i), which commute with RoPE.
     *
     * @param pair   "" for the only pair of queries and keys, else "1" or "2"
     * @param angles H/2 angles in radians
     * @param scales H/2 factors, none 0
     */
    public static TransformerWeights turnPlanes(
            TransformerWeights weights, int layer, int head, String pair, double[] angles, double[] scales) {
        NamedValues values = plain(weights);
        requireLength("angles", angles.length, weights.config().dHead() / 2);
        requireLength("scales", scales.length, weights.config().dHead() / 2);
        double[] inverse = IntStream.range(0, scales.length)
                .mapToDouble(i -> 1 / scales[i])
                .toArray();
        for (String tensor : headTensors(weights.config(), layer, "Q" + pair)) {
            values.putHead(tensor, head, values.head(tensor, head).times(planes(angles, scales)));
        }
        for (String tensor : headTensors(weights.config(), layer, "K" + pair)) {
            values.putHead(tensor, head, values.head(tensor, head).times(planes(angles, inverse)));
        }
        return values.to(weights.config());
    }

    /** {@code Q -> a Q, K -> K / a}; see {@link #turnPlanes} for {@code pair}. */
    public static TransformerWeights scaleQueries(
            TransformerWeights weights, int layer, int head, String pair, double a) {
        NamedValues values = plain(weights);
        scale(values, headTensors(weights.config(), layer, "Q" + pair), head, a);
        scale(values, headTensors(weights.config(), layer, "K" + pair), head, 1 / a);
        return values.to(weights.config());
    }

    /**
     * {@code s -> -s} in one score matrix and {@code V -> -V}: the sign of a pattern is not identified, only that of its product
     * with what it moves. For patterns that are odd in that score matrix: bilinear and cubic.
     */
    public static TransformerWeights flipScores(TransformerWeights weights, int layer, int head, String pair) {
        requireAttention(weights, "flipping a score", Attention.BILINEAR, Attention.CUBIC);
        NamedValues values = plain(weights);
        scale(values, headTensors(weights.config(), layer, "Q" + pair, "V"), head, -1);
        return values.to(weights.config());
    }

    /** {@code s1 -> -s1} and {@code s2 -> -s2} in a bilinear head. */
    public static TransformerWeights flipBothScores(TransformerWeights weights, int layer, int head) {
        requireAttention(weights, "flipping both scores", Attention.BILINEAR);
        NamedValues values = plain(weights);
        scale(values, headTensors(weights.config(), layer, "Q1", "Q2"), head, -1);
        return values.to(weights.config());
    }

    /**
     * {@code V -> V G, O -> G^-1 O}.
     *
     * @param g       H x H
     * @param inverse of it
     */
    public static TransformerWeights mixValues(
            TransformerWeights weights, int layer, int head, Matrix g, Matrix inverse) {
        requireInverse(g, inverse);
        NamedValues values = plain(weights);
        for (String tensor : headTensors(weights.config(), layer, "V")) {
            values.putHead(tensor, head, values.head(tensor, head).times(g));
        }
        String output = HookPoint.block(layer) + "attn.W_O";
        values.putHead(output, head, inverse.times(values.head(output, head)));
        return values.to(weights.config());
    }

    /**
     * {@code x -> x R} for the whole residual stream: writers times R, readers times R^T from the left.
     *
     * @param r D x D, orthogonal
     * @throws IllegalArgumentException where a norm singles out directions: LN, LNPre, RMS with its gain
     */
    public static TransformerWeights rotateResidual(TransformerWeights weights, Matrix r) {
        TransformerConfig config = weights.config();
        if (config.hasGain() || config.centres()) {
            throw new IllegalArgumentException("normalization_type " + config.normalizationType()
                    + " does not turn with the residual stream; it must be none, RMSPre or batch");
        }
        requireInverse(r, r.transpose());
        NamedValues values = plain(weights);
        int d = config.dModel();
        for (ParameterLayout.Parameter parameter : weights.layout().parameters()) {
            String name = parameter.name();
            String tensor = name.substring(name.lastIndexOf('.') + 1);
            if (List.of("W_E", "W_pos", "W_O", "b_O", "W_out", "b_out").contains(tensor)) {
                values.put(name, values.matrix(name, d).times(r).values());
            } else if (tensor.equals("W_in") || tensor.equals("W_gate") || tensor.equals("W_U")) {
                Matrix reader = values.matrix(name, parameter.size() / d);
                values.put(name, r.transpose().times(reader).values());
            } else if (tensor.startsWith("W_")) {
                for (int head = 0; head < config.nHeads(); head++) {
                    values.putHead(name, head, r.transpose().times(values.head(name, head)));
                }
            }
        }
        return values.to(config);
    }

    /** Hidden unit i becomes what unit {@code permutation[i]} was. */
    public static TransformerWeights permuteHidden(TransformerWeights weights, int layer, int[] permutation) {
        TransformerConfig config = weights.config();
        requireLength("permutation", permutation.length, config.dMlp());
        NamedValues values = plain(weights);
        String mlp = HookPoint.block(layer) + "mlp.";
        for (String tensor : List.of("W_in", "W_gate", "b_in")) {
            if (values.has(mlp + tensor)) {
                Matrix columns = values.matrix(mlp + tensor, config.dMlp()).transpose();
                values.put(
                        mlp + tensor,
                        columns.selectRows(permutation).transpose().values());
            }
        }
        Matrix rows = values.matrix(mlp + "W_out", config.dModel());
        values.put(mlp + "W_out", rows.selectRows(permutation).values());
        return values.to(config);
    }

    /** {@code W_gate -> a W_gate, W_in -> b W_in, W_out -> W_out / (a b)} for one hidden unit of a bilinear MLP. */
    public static TransformerWeights rescaleHidden(
            TransformerWeights weights, int layer, int unit, double a, double b) {
        requireBilinearMlp(weights.config());
        NamedValues values = plain(weights);
        String mlp = HookPoint.block(layer) + "mlp.";
        int hidden = weights.config().dMlp();
        scaleColumn(values, mlp + "W_gate", hidden, unit, a);
        scaleColumn(values, mlp + "W_in", hidden, unit, b);
        scaleColumn(values, mlp + "b_in", hidden, unit, a * b);
        double[] out = values.vector(mlp + "W_out");
        int d = weights.config().dModel();
        for (int i = unit * d; i < (unit + 1) * d; i++) {
            out[i] /= a * b;
        }
        return values.to(weights.config());
    }

    /** Exchanges the two factors of one hidden unit of a bilinear MLP. */
    public static TransformerWeights swapHidden(TransformerWeights weights, int layer, int unit) {
        requireBilinearMlp(weights.config());
        NamedValues values = plain(weights);
        double[] gate = values.vector(HookPoint.block(layer) + "mlp.W_gate");
        double[] in = values.vector(HookPoint.block(layer) + "mlp.W_in");
        for (int i = unit; i < gate.length; i += weights.config().dMlp()) {
            double first = gate[i];
            gate[i] = in[i];
            in[i] = first;
        }
        return values.to(weights.config());
    }

    private static NamedValues plain(TransformerWeights weights) {
        TransformerConfig config = weights.config();
        if (config.batchNormedQk() || config.attn().control().reparametrises()) {
            throw new IllegalArgumentException("qk_control " + config.attn().control()
                    + " stands between the matrices and what is read; fold the weights first");
        }
        return new NamedValues(weights);
    }

    /** Matrices and, where there are any, biases of these projections. */
    private static List<String> headTensors(TransformerConfig config, int layer, String... projections) {
        if (!ParameterLayout.projections(config).containsAll(List.of(projections))) {
            throw new IllegalArgumentException(config.attention() + " attention has the projections "
                    + ParameterLayout.projections(config) + ", asked for " + List.of(projections));
        }
        String attn = HookPoint.block(layer) + "attn.";
        return List.of(projections).stream()
                .flatMap(p -> config.biases()
                        ? List.of(attn + "W_" + p, attn + "b_" + p).stream()
                        : List.of(attn + "W_" + p).stream())
                .toList();
    }

    private static void scale(NamedValues values, List<String> tensors, int head, double factor) {
        for (String tensor : tensors) {
            Matrix part = values.head(tensor, head);
            for (int i = 0; i < part.values().length; i++) {
                part.values()[i] *= factor;
            }
            values.putHead(tensor, head, part);
        }
    }

    private static void scaleColumn(NamedValues values, String tensor, int columns, int column, double factor) {
        if (values.has(tensor)) {
            double[] entries = values.vector(tensor);
            for (int i = column; i < entries.length; i += columns) {
                entries[i] *= factor;
            }
        }
    }

    /** The H x H matrix that turns and scales every plane (i, H/2 + i), to multiply rows with. */
    private static Matrix planes(double[] angles, double[] scales) {
        int half = angles.length;
        Matrix a = Matrix.zeros(2 * half, 2 * half);
        for (int i = 0; i < half; i++) {
            double cos = scales[i] * StrictMath.cos(angles[i]);
            double sin = scales[i] * StrictMath.sin(angles[i]);
            a.set(i, i, cos);
            a.set(i, half + i, sin);
            a.set(half + i, i, -sin);
            a.set(half + i, half + i, cos);
        }
        return a;
    }

    private static void requireAttention(TransformerWeights weights, String move, Attention... allowed) {
        if (!List.of(allowed).contains(weights.config().attention())) {
            throw new IllegalArgumentException(move + " changes the function of "
                    + weights.config().attention() + " attention; it must be one of " + List.of(allowed));
        }
    }

    private static void requireBilinearMlp(TransformerConfig config) {
        if (!config.bilinearMlp()) {
            throw new IllegalArgumentException("act_fn must be bilinear, got " + config.actFn());
        }
    }

    private static void requireLength(String role, int length, int wanted) {
        if (length != wanted) {
            throw new IllegalArgumentException(role + " must be " + wanted + ", got " + length);
        }
    }

    private static void requireInverse(Matrix a, Matrix inverse) {
        Matrix product = a.times(inverse);
        for (int i = 0; i < product.rows(); i++) {
            for (int j = 0; j < product.columns(); j++) {
                if (!(Math.abs(product.get(i, j) - (i == j ? 1 : 0)) < 1e-9)) {
                    throw new IllegalArgumentException("a matrix times its inverse must be the identity, got "
                            + product.get(i, j) + " at " + i + ", " + j);
                }
            }
        }
    }
}
