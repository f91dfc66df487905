package org.assay.neural.transformer;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;

/**
 * The forward pass in plain Java and double precision, one sequence at a time, written to be read beside the papers and to hold
 * the engine to. Slow.
 *
 * <p>Softmax attention (Vaswani et al. 2017, section 3.2): {@code A[q,k] = softmax_k(<Rq Q x_q, Rk K x_k> / sqrt(H))} over k <= q.
 * Bilinear attention (Pearce et al. 2025, "two-QK"): {@code A[q,k] = <Rq Q1 x_q, Rk K1 x_k> <Rq Q2 x_q, Rk K2 x_k> / H^2} for
 * k <= q and 0 after: signed, not normalised. R are the rotations of RoPE, or nothing. Bilinear MLP (Pearce et al. 2024):
 * {@code W_out ((W_gate x) * (W_in x))}. Axes: P position (Q as query, K as key), N heads, H head size, D width, F hidden, V
 * vocabulary.
 */
public final class ReferenceTransformer {
    private final TransformerConfig config;
    private final TransformerWeights weights;
    private final RotaryTable rotary;

    private ReferenceTransformer(TransformerWeights weights) {
        this.config = weights.config();
        this.weights = weights;
        this.rotary = RotaryTable.of(config);
    }

    public static ReferenceTransformer of(TransformerWeights weights) {
        return new ReferenceTransformer(weights);
    }

    /**
     * Everything that one forward pass held.
     *
     * @param hooks    for every {@link HookPoint} its values, P x width
     * @param patterns L x N x Q x K
     */
    public record Activations(Map<String, Matrix> hooks, double[][][][] patterns) {
        /** P x V. */
        public Matrix logits() {
            return hooks.get(HookPoint.LOGITS);
        }
    }

    /** @param tokens 1 .. n_ctx ids */
    public Activations run(int[] tokens) {
        if (tokens.length < 1 || tokens.length > config.nCtx()) {
            throw new IllegalArgumentException(
                    "a sequence must have 1 .. " + config.nCtx() + " tokens, got " + tokens.length);
        }
        Map<String, Matrix> hooks = new LinkedHashMap<>();
        double[][][][] patterns = new double[config.nLayers()][][][];

        Matrix x = matrix("embed.W_E").selectRows(tokens); // P D
        hooks.put("hook_embed", x);
        if (!config.rotary()) {
            Matrix positions = matrix("pos_embed.W_pos").selectRows(range(tokens.length)); // P D
            hooks.put("hook_pos_embed", positions);
            x = sum(x, positions); // P D
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            String block = HookPoint.block(layer);
            hooks.put(block + "hook_resid_pre", x);
            Matrix a = norm(x, block + "ln1.", hooks); // P D
            patterns[layer] = new double[config.nHeads()][][];
            Matrix attended = attention(a, block + "attn.", patterns[layer], hooks); // P D
            hooks.put(block + "hook_attn_out", attended);
            x = sum(x, attended); // P D
            if (!config.attnOnly()) {
                hooks.put(block + "hook_resid_mid", x);
                Matrix m = norm(x, block + "ln2.", hooks); // P D
                Matrix written = mlp(m, block + "mlp.", hooks); // P D
                hooks.put(block + "hook_mlp_out", written);
                x = sum(x, written); // P D
            }
            hooks.put(block + "hook_resid_post", x);
        }
        Matrix last = norm(x, "ln_final.", hooks); // P D
        hooks.put(HookPoint.LOGITS, last.times(matrix("unembed.W_U"))); // P V
        return new Activations(hooks, patterns);
    }

    private Matrix attention(Matrix x, String attn, double[][][] patterns, Map<String, Matrix> hooks) {
        int heads = config.nHeads();
        int size = config.dHead();
        Map<String, Matrix> projected = new LinkedHashMap<>(); // each P (N H)
        for (String projection : ParameterLayout.projections(config)) {
            Matrix values = Matrix.zeros(x.rows(), heads * size); // P (N H)
            for (int head = 0; head < heads; head++) {
                Matrix part = x.times(head(attn + "W_" + projection, head)); // P H
                if (config.biases()) {
                    part = addToRows(part, headBias(attn + "b_" + projection, head)); // P H
                }
                setColumns(values, head * size, part);
            }
            hooks.put(attn + "hook_" + projection.toLowerCase(Locale.ROOT), values);
            projected.put(projection, values);
        }
        Matrix z = Matrix.zeros(x.rows(), heads * size); // P (N H)
        for (int head = 0; head < heads; head++) {
            Matrix pattern = pattern(projected, head * size); // Q K
            patterns[head] = rows(pattern);
            Matrix value = projected.get("V").selectColumns(head * size, (head + 1) * size); // K H
            setColumns(z, head * size, pattern.times(value)); // Q H
        }
        hooks.put(attn + "hook_z", z);
        Matrix out = z.times(matrix(attn + "W_O")); // P D
        return config.biases() ? addToRows(out, vector(attn + "b_O")) : out;
    }

    private Matrix pattern(Map<String, Matrix> projected, int from) {
        if (config.bilinearAttention()) {
            Matrix first = scores(projected.get("Q1"), projected.get("K1"), from); // Q K
            Matrix second = scores(projected.get("Q2"), projected.get("K2"), from); // Q K
            return bilinear(first, second);
        }
        return softmax(scores(projected.get("Q"), projected.get("K"), from));
    }

    /** {@code <Rq q_q, Rk k_k>} for the head whose columns begin at {@code from}: Q K. */
    private Matrix scores(Matrix queries, Matrix keys, int from) {
        Matrix q = rotate(queries.selectColumns(from, from + config.dHead())); // Q H
        Matrix k = rotate(keys.selectColumns(from, from + config.dHead())); // K H
        return q.times(k.transpose()); // Q K
    }

    /** Half-split rotation: {@code (x1, x2) -> (x1 cos - x2 sin, x2 cos + x1 sin)} at each position; the identity if learned. */
    private Matrix rotate(Matrix x) {
        if (!config.rotary()) {
            return x;
        }
        int half = config.dHead() / 2;
        Matrix rotated = Matrix.zeros(x.rows(), x.columns()); // P H
        for (int p = 0; p < x.rows(); p++) {
            for (int i = 0; i < half; i++) {
                double cos = rotary.cos()[p * half + i];
                double sin = rotary.sin()[p * half + i];
                double x1 = x.get(p, i);
                double x2 = x.get(p, half + i);
                rotated.set(p, i, x1 * cos - x2 * sin);
                rotated.set(p, half + i, x2 * cos + x1 * sin);
            }
        }
        return rotated;
    }

    private Matrix bilinear(Matrix first, Matrix second) {
        double scale = 1.0 / (config.dHead() * config.dHead());
        Matrix pattern = Matrix.zeros(first.rows(), first.columns()); // Q K
        for (int q = 0; q < first.rows(); q++) {
            for (int k = 0; k <= q; k++) {
                pattern.set(q, k, first.get(q, k) * second.get(q, k) * scale);
            }
        }
        return pattern;
    }

    private Matrix softmax(Matrix scores) {
        double scale = 1 / Math.sqrt(config.dHead());
        Matrix pattern = Matrix.zeros(scores.rows(), scores.columns()); // Q K
        for (int q = 0; q < scores.rows(); q++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k <= q; k++) {
                largest = Math.max(largest, scores.get(q, k) * scale);
            }
            double total = 0;
            for (int k = 0; k <= q; k++) {
                pattern.set(q, k, StrictMath.exp(scores.get(q, k) * scale - largest));
                total += pattern.get(q, k);
            }
            for (int k = 0; k <= q; k++) {
                pattern.set(q, k, pattern.get(q, k) / total);
            }
        }
        return pattern;
    }

    private Matrix mlp(Matrix x, String mlp, Map<String, Matrix> hooks) {
        Matrix post; // P F
        if (config.bilinearMlp()) {
            Matrix gate = x.times(matrix(mlp + "W_gate")); // P F
            Matrix linear = x.times(matrix(mlp + "W_in")); // P F
            hooks.put(mlp + "hook_pre", gate);
            hooks.put(mlp + "hook_pre_linear", linear);
            post = Matrix.zeros(gate.rows(), gate.columns());
            for (int i = 0; i < post.values().length; i++) {
                post.values()[i] = gate.values()[i] * linear.values()[i];
            }
            post = config.biases() ? addToRows(post, vector(mlp + "b_in")) : post;
        } else {
            Matrix pre = x.times(matrix(mlp + "W_in")); // P F
            pre = config.biases() ? addToRows(pre, vector(mlp + "b_in")) : pre;
            hooks.put(mlp + "hook_pre", pre);
            post = Matrix.zeros(pre.rows(), pre.columns());
            for (int i = 0; i < post.values().length; i++) {
                double value = pre.values()[i];
                post.values()[i] = config.actFn() == ActFn.RELU ? Math.max(0, value) : GaussianError.gelu(value);
            }
        }
        hooks.put(mlp + "hook_post", post);
        Matrix out = post.times(matrix(mlp + "W_out")); // P D
        return config.biases() ? addToRows(out, vector(mlp + "b_out")) : out;
    }

    /**
     * Layer norm (Ba et al. 2016) {@code gain (x - mean) / sqrt(var + eps) + offset} with the population variance, or
     * root-mean-square norm (Zhang and Sennrich 2019) {@code gain x / sqrt(mean x^2 + eps)}. The hook point lies before gain
     * and offset.
     */
    private Matrix norm(Matrix x, String prefix, Map<String, Matrix> hooks) {
        if (!config.hasNorm()) {
            return x;
        }
        boolean layerNorm = config.normalizationType() == NormalizationType.LN;
        double[] gain = vector(prefix + "w");
        double[] offset = layerNorm ? vector(prefix + "b") : new double[gain.length];
        Matrix normalized = Matrix.zeros(x.rows(), x.columns()); // P D
        Matrix out = Matrix.zeros(x.rows(), x.columns()); // P D
        for (int p = 0; p < x.rows(); p++) {
            double[] row = x.row(p);
            double mean = layerNorm ? mean(row) : 0;
            double square = 0;
            for (double value : row) {
                square += (value - mean) * (value - mean) / row.length;
            }
            double scale = Math.sqrt(square + TransformerConfig.EPSILON);
            for (int d = 0; d < row.length; d++) {
                double value = (row[d] - mean) / scale;
                normalized.set(p, d, value);
                out.set(p, d, value * gain[d] + offset[d]);
            }
        }
        hooks.put(prefix + "hook_normalized", normalized);
        return out;
    }

    private static double mean(double[] row) {
        double sum = 0;
        for (double value : row) {
            sum += value;
        }
        return sum / row.length;
    }

    /** A tensor as a matrix whose columns are its last axis. */
    private Matrix matrix(String name) {
        double[] values = vector(name);
        int columns = weights.layout()
                .parameter(name)
                .shape()
                .get(weights.layout().parameter(name).shape().size() - 1);
        return Matrix.wrap(values.length / columns, columns, values);
    }

    /** The D x H part of an (N, D, H) tensor that belongs to one head. */
    private Matrix head(String name, int head) {
        int from = head * config.dModel();
        return matrix(name).selectRows(range(config.dModel(), from));
    }

    private double[] headBias(String name, int head) {
        return matrix(name).row(head);
    }

    private double[] vector(String name) {
        float[] floats = weights.tensor(name);
        double[] values = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    private static Matrix sum(Matrix a, Matrix b) {
        Matrix sum = Matrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] = a.values()[i] + b.values()[i];
        }
        return sum;
    }

    private static Matrix addToRows(Matrix x, double[] bias) {
        Matrix shifted = Matrix.zeros(x.rows(), x.columns());
        for (int i = 0; i < shifted.values().length; i++) {
            shifted.values()[i] = x.values()[i] + bias[i % bias.length];
        }
        return shifted;
    }

    private static void setColumns(Matrix into, int from, Matrix part) {
        for (int r = 0; r < part.rows(); r++) {
            for (int c = 0; c < part.columns(); c++) {
                into.set(r, from + c, part.get(r, c));
            }
        }
    }

    private static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = matrix.row(r);
        }
        return rows;
    }

    private static int[] range(int length) {
        return range(length, 0);
    }

    private static int[] range(int length, int from) {
        int[] indices = new int[length];
        for (int i = 0; i < length; i++) {
            indices[i] = from + i;
        }
        return indices;
    }
}
