package org.assay.neural.transformer;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;

/**
 * The forward pass in plain Java and double precision, one sequence at a time, written to be read beside the papers and to hold
 * the engine to. Slow.
 *
 * <p>With scores {@code s[q,k] = <Rq Q x_q, Rk K x_k>} over k <= q, where R are the rotations of RoPE, or nothing:
 *
 * <ul>
 *   <li>softmax (Vaswani et al. 2017, section 3.2): {@code A[q,k] = softmax_k(s / sqrt(H))};
 *   <li>bilinear (Pearce et al. 2025, "two-QK"): {@code s1 s2 / H^2} of two pairs of queries and keys, signed, not normalised;
 *   <li>squared: {@code s^2 / H^2}, which is bilinear with equal pairs; row-normalised: divided by the row's sum plus epsilon;
 *   <li>cubic: {@code (s / sqrt(H))^3 / sqrt(C)} with the longest context C.
 * </ul>
 *
 * <p>Bilinear MLP (Pearce et al. 2024): {@code W_out ((W_gate x) * (W_in x))}. Axes: P position (Q as query, K as key), N heads,
 * H head size, D width, F hidden, V vocabulary.
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
     * @param hooks    for every {@link HookPoint} its values: P x width, or (N Q) x K where it has keys; and what goes into
     *                 every batch normalisation
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
        double[][][][] patterns = new double[config.nLayers()][config.nHeads()][][];

        Matrix x = weights.matrix("embed.W_E").selectRows(tokens); // P D
        hooks.put(HookPoint.TOKENS, column(tokens));
        hooks.put("hook_embed", x);
        if (config.learnedPositions()) {
            Matrix positions = weights.matrix("pos_embed.W_pos").selectRows(range(0, tokens.length)); // P D
            hooks.put("hook_pos_embed", positions);
            x = sum(x, positions); // P D
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            String block = HookPoint.block(layer);
            hooks.put(block + "hook_resid_pre", x);
            headInputs(x, layer, hooks);
            Matrix a = norm(x, block + "ln1.", hooks); // P D
            Matrix attended = attention(a, layer, patterns[layer], hooks); // P D
            x = written(x, attended, config.residual().attention(), block + "hook_attn_out", hooks); // P D
            if (!config.attnOnly()) {
                hooks.put(block + "hook_resid_mid", x);
                hooks.put(block + "hook_mlp_in", x);
                Matrix m = norm(x, block + "ln2.", hooks); // P D
                Matrix hidden = mlp(m, block + "mlp.", hooks); // P D
                x = written(x, hidden, config.residual().mlp(), block + "hook_mlp_out", hooks); // P D
            }
            hooks.put(block + "hook_resid_post", x);
        }
        Matrix last = norm(x, "ln_final.", hooks); // P D
        hooks.put(HookPoint.UNEMBED_IN, last);
        Matrix logits = last.times(weights.unembedding()); // P V
        hooks.put(HookPoint.LOGITS, config.unembed().bias() ? addToRows(logits, vector("unembed.b_U")) : logits);
        return new Activations(hooks, patterns);
    }

    /** {@code keep x + write f}; the hook point holds {@code write f}. */
    private static Matrix written(Matrix x, Matrix f, Mix mix, String hook, Map<String, Matrix> hooks) {
        Matrix added = scaled(f, mix.write()); // P D
        hooks.put(hook, added);
        return sum(scaled(x, mix.keep()), added); // P D
    }

    /** Every head reads the stream for each of its projections: P (N D). */
    private void headInputs(Matrix x, int layer, Map<String, Matrix> hooks) {
        Matrix copies = x;
        for (int head = 1; head < config.nHeads(); head++) {
            copies = copies.beside(x);
        }
        hooks.put(HookPoint.block(layer) + "hook_attn_in", copies);
        for (String projection : ParameterLayout.projections(config)) {
            hooks.put(HookPoint.input(layer, projection), copies);
        }
    }

    private Matrix attention(Matrix x, int layer, double[][][] patterns, Map<String, Matrix> hooks) {
        String attn = HookPoint.block(layer) + "attn.";
        int size = config.dHead();
        Map<String, Matrix> projected = new LinkedHashMap<>(); // each P (N H)
        for (String projection : ParameterLayout.projections(config)) {
            Matrix values = x.times(QkWeights.effective(weights, layer, projection)); // P (N H)
            values = config.biases() ? addToRows(values, vector(attn + "b_" + projection)) : values;
            if (config.batchNormedQk() && !projection.equals("V")) {
                hooks.put(BatchStatistics.input(layer, projection), values);
                values = batchNorm(values, attn + "bn_" + projection + ".");
            }
            hooks.put(attn + "hook_" + projection.toLowerCase(Locale.ROOT), values);
            boolean rotated = config.rotary() && !projection.equals("V");
            projected.put(projection, rotated ? rotate(values) : values);
            if (rotated) {
                hooks.put(attn + "hook_rot_" + projection.toLowerCase(Locale.ROOT), projected.get(projection));
            }
        }
        Matrix result = Matrix.zeros(x.rows(), config.nHeads() * config.dModel()); // P (N D)
        Matrix outputs = weights.matrix(attn + "W_O"); // (N H) D
        Matrix z = Matrix.zeros(x.rows(), config.nHeads() * size); // P (N H)
        for (int head = 0; head < config.nHeads(); head++) {
            Matrix pattern = pattern(projected, attn, head * size, hooks); // Q K
            stack(hooks, attn + "hook_pattern", pattern);
            patterns[head] = rows(pattern);
            Matrix value = projected.get("V").selectColumns(head * size, (head + 1) * size); // K H
            Matrix read = pattern.times(value); // Q H
            setColumns(z, head * size, read);
            Matrix output = outputs.selectRows(range(head * size, (head + 1) * size)); // H D
            setColumns(result, head * config.dModel(), read.times(output));
        }
        hooks.put(attn + "hook_z", z);
        hooks.put(attn + "hook_result", result);
        Matrix out = z.times(outputs); // P D
        return config.biases() ? addToRows(out, vector(attn + "b_O")) : out;
    }

    /** {@code gain (x - mean) / sqrt(var + eps) + offset} for every feature, with the running statistics. */
    private Matrix batchNorm(Matrix x, String bn) {
        double[] mean = vector(bn + "running_mean");
        double[] variance = vector(bn + "running_var");
        double[] gain = vector(bn + "w");
        double[] offset = vector(bn + "b");
        Matrix out = Matrix.zeros(x.rows(), x.columns()); // P (N H)
        for (int p = 0; p < x.rows(); p++) {
            for (int f = 0; f < x.columns(); f++) {
                double standard = (x.get(p, f) - mean[f]) / Math.sqrt(variance[f] + config.eps());
                out.set(p, f, gain[f] * standard + offset[f]);
            }
        }
        return out;
    }

    /** Of the head whose columns begin at {@code from}: Q K. */
    private Matrix pattern(Map<String, Matrix> projected, String attn, int from, Map<String, Matrix> hooks) {
        int size = config.dHead();
        if (config.attention() == Attention.BILINEAR) {
            Matrix first = scores(projected.get("Q1"), projected.get("K1"), from); // Q K
            Matrix second = scores(projected.get("Q2"), projected.get("K2"), from); // Q K
            stack(hooks, attn + "hook_attn_scores1", AttentionPattern.seen(first, 1.0 / size, 0));
            stack(hooks, attn + "hook_attn_scores2", AttentionPattern.seen(second, 1.0 / size, 0));
            return AttentionPattern.bilinear(first, second, size);
        }
        Matrix scores = scores(projected.get("Q"), projected.get("K"), from); // Q K
        boolean root = config.attention() == Attention.SOFTMAX || config.attention() == Attention.CUBIC;
        double hidden = config.attention().multipliesMask() ? 0 : Double.NEGATIVE_INFINITY;
        Matrix seen = AttentionPattern.seen(scores, root ? 1 / Math.sqrt(size) : 1.0 / size, hidden);
        stack(hooks, attn + "hook_attn_scores", seen);
        return switch (config.attention()) {
            case SOFTMAX -> AttentionPattern.softmax(scores, size);
            case SQUARED, BILINEAR -> AttentionPattern.bilinear(scores, scores, size);
            case SQUARED_NORMALISED -> AttentionPattern.squaredNormalised(scores, size, config.eps());
            case CUBIC -> AttentionPattern.cubic(scores, size, config.nCtx());
        };
    }

    /** {@code <Rq q_q, Rk k_k>} of rotated queries and keys, for the head whose columns begin at {@code from}: Q K. */
    private Matrix scores(Matrix queries, Matrix keys, int from) {
        Matrix q = queries.selectColumns(from, from + config.dHead()); // Q H
        Matrix k = keys.selectColumns(from, from + config.dHead()); // K H
        return q.times(k.transpose()); // Q K
    }

    /** Half-split rotation of every head: {@code (x1, x2) -> (x1 cos - x2 sin, x2 cos + x1 sin)} at each position. */
    private Matrix rotate(Matrix x) {
        int half = config.dHead() / 2;
        Matrix rotated = Matrix.zeros(x.rows(), x.columns()); // P (N H)
        for (int p = 0; p < x.rows(); p++) {
            for (int i = 0; i < x.columns() / 2; i++) {
                int at = i / half * config.dHead() + i % half;
                double cos = rotary.cos()[p * half + i % half];
                double sin = rotary.sin()[p * half + i % half];
                double x1 = x.get(p, at);
                double x2 = x.get(p, at + half);
                rotated.set(p, at, x1 * cos - x2 * sin);
                rotated.set(p, at + half, x2 * cos + x1 * sin);
            }
        }
        return rotated;
    }

    private Matrix mlp(Matrix x, String mlp, Map<String, Matrix> hooks) {
        Matrix post; // P F
        if (config.bilinearMlp()) {
            Matrix gate = x.times(weights.matrix(mlp + "W_gate")); // P F
            Matrix linear = x.times(weights.matrix(mlp + "W_in")); // P F
            hooks.put(mlp + "hook_pre", gate);
            hooks.put(mlp + "hook_pre_linear", linear);
            post = Matrix.zeros(gate.rows(), gate.columns());
            for (int i = 0; i < post.values().length; i++) {
                post.values()[i] = gate.values()[i] * linear.values()[i];
            }
            post = config.biases() ? addToRows(post, vector(mlp + "b_in")) : post;
        } else {
            Matrix pre = x.times(weights.matrix(mlp + "W_in")); // P F
            pre = config.biases() ? addToRows(pre, vector(mlp + "b_in")) : pre;
            hooks.put(mlp + "hook_pre", pre);
            post = Matrix.zeros(pre.rows(), pre.columns());
            for (int i = 0; i < post.values().length; i++) {
                post.values()[i] = activation(pre.values()[i]);
            }
        }
        hooks.put(mlp + "hook_post", post);
        Matrix out = post.times(weights.matrix(mlp + "W_out")); // P D
        return config.biases() ? addToRows(out, vector(mlp + "b_out")) : out;
    }

    private double activation(double x) {
        return switch (config.actFn()) {
            case RELU -> Math.max(0, x);
            case GELU -> GaussianError.gelu(x);
            case GELU_NEW -> GaussianError.geluNew(x);
            case BILINEAR -> throw new IllegalStateException("a bilinear MLP has no activation");
        };
    }

    /**
     * Layer norm (Ba et al. 2016) {@code gain (x - mean) / sqrt(var + eps) + offset} with the population variance;
     * root-mean-square norm (Zhang and Sennrich 2019) {@code gain x / sqrt(mean x^2 + eps)}; these without gain and offset; or
     * {@code x / sqrt(running square + eps)}, the same number everywhere. The hook point lies before gain and offset.
     */
    private Matrix norm(Matrix x, String prefix, Map<String, Matrix> hooks) {
        if (!config.hasNorm()) {
            return x;
        }
        boolean batch = config.normalizationType() == NormalizationType.BATCH;
        Matrix normalized = Matrix.zeros(x.rows(), x.columns()); // P D
        Matrix scales = Matrix.zeros(x.rows(), 1); // P 1
        for (int p = 0; p < x.rows(); p++) {
            double[] row = x.row(p);
            double mean = config.centres() ? mean(row) : 0;
            double square = 0;
            for (double value : row) {
                square += (value - mean) * (value - mean) / row.length;
            }
            double scale = Math.sqrt((batch ? vector(prefix + "running_square")[0] : square) + config.eps());
            scales.set(p, 0, scale);
            for (int d = 0; d < row.length; d++) {
                normalized.set(p, d, (row[d] - mean) / scale);
            }
        }
        hooks.put(prefix + "hook_scale", scales);
        hooks.put(prefix + "hook_normalized", normalized);
        Matrix out = config.hasGain() ? timesColumns(normalized, vector(prefix + "w")) : normalized; // P D
        return config.normalizationType() == NormalizationType.LN ? addToRows(out, vector(prefix + "b")) : out;
    }

    private static double mean(double[] row) {
        double sum = 0;
        for (double value : row) {
            sum += value;
        }
        return sum / row.length;
    }

    private double[] vector(String name) {
        return weights.vector(name);
    }

    private static Matrix sum(Matrix a, Matrix b) {
        Matrix sum = Matrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] = a.values()[i] + b.values()[i];
        }
        return sum;
    }

    private static Matrix scaled(Matrix x, double factor) {
        Matrix scaled = Matrix.zeros(x.rows(), x.columns());
        for (int i = 0; i < scaled.values().length; i++) {
            scaled.values()[i] = factor * x.values()[i];
        }
        return scaled;
    }

    private static Matrix timesColumns(Matrix x, double[] gain) {
        Matrix product = Matrix.zeros(x.rows(), x.columns());
        for (int i = 0; i < product.values().length; i++) {
            product.values()[i] = x.values()[i] * gain[i % gain.length];
        }
        return product;
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

    /** Head after head, the rows of {@code part} below those that are there. */
    private static void stack(Map<String, Matrix> hooks, String name, Matrix part) {
        hooks.merge(name, part, (above, below) -> {
            Matrix both = Matrix.zeros(above.rows() + below.rows(), below.columns());
            System.arraycopy(above.values(), 0, both.values(), 0, above.values().length);
            System.arraycopy(below.values(), 0, both.values(), above.values().length, below.values().length);
            return both;
        });
    }

    private static Matrix column(int[] values) {
        return Matrix.wrap(
                values.length, 1, IntStream.of(values).asDoubleStream().toArray());
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }
}
