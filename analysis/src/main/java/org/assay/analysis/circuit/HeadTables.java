package org.assay.analysis.circuit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.RotaryTable;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerWeights;

/**
 * What one head of the first layer does, as tables over tokens, from weights alone. With E the embedding, and R_d the
 * rotation of RoPE by the distance d = query position - key position:
 *
 * <ul>
 *   <li>QK slice at distance d: {@code S[q,k] = <R_d Q e_q, K e_k> / H}, of each pair of queries and keys; the pattern is
 *       made of it;
 *   <li>OV table: {@code OV[k,o]}, what the head adds to the logit of o when it takes 1 of key token k;
 *   <li>skip table: {@code C[q,k,o] = pattern(S)[q,k] OV[k,o]}, what it adds to the logit of o at token q because token k
 *       stood d positions before.
 * </ul>
 *
 * <p>These are exact, not approximate, in the first layer of a network without norm and without learned positions: they are
 * what the head does on every sequence. The sign of a QK slice means nothing by itself, since s and V can change sign
 * together; that of a skip table does, and so only skip tables are read for rules.
 */
public final class HeadTables {
    private final TransformerConfig config;
    private final RotaryTable rotary;
    private final List<Matrix> queries; // V H of each pair
    private final List<Matrix> keys; // V H of each pair
    private final Matrix outputs; // V V

    private HeadTables(TransformerConfig config, List<Matrix> queries, List<Matrix> keys, Matrix outputs) {
        this.config = config;
        this.rotary = RotaryTable.of(config);
        this.queries = queries;
        this.keys = keys;
        this.outputs = outputs;
    }

    /** @throws IllegalArgumentException where tokens alone do not say what the head reads: a norm, learned positions */
    public static HeadTables of(TransformerWeights weights, int head) {
        TransformerWeights plain = weights.folded();
        TransformerConfig config = plain.config();
        if (config.normalizationType() != NormalizationType.NULL || config.learnedPositions()) {
            throw new IllegalArgumentException(
                    "tables of a head need a network without norm and without learned positions, this one is "
                            + config.shape());
        }
        if (head < 0 || head >= config.nHeads()) {
            throw new IllegalArgumentException("head must be in 0.." + (config.nHeads() - 1) + ", got " + head);
        }
        List<Matrix> queries = new ArrayList<>();
        List<Matrix> keys = new ArrayList<>();
        for (String projection : ParameterLayout.queriesAndKeys(config)) {
            (projection.startsWith("Q") ? queries : keys).add(projected(plain, projection, head));
        }
        return new HeadTables(config, queries, keys, outputs(plain, head));
    }

    /** {@code E W + b} of one head: V x H. */
    private static Matrix projected(TransformerWeights weights, String projection, int head) {
        TransformerConfig config = weights.config();
        String attn = "blocks.0.attn.";
        int d = config.dModel();
        Matrix rows = weights.matrix(attn + "W_" + projection); // (N D) H
        Matrix part = weights.matrix("embed.W_E").times(rows(rows, head * d, d)); // V H
        if (config.biases()) {
            double[] bias = weights.matrix(attn + "b_" + projection).row(head);
            for (int v = 0; v < part.rows(); v++) {
                for (int h = 0; h < bias.length; h++) {
                    part.set(v, h, part.get(v, h) + bias[h]);
                }
            }
        }
        return part;
    }

    /** Values through O and the unembedding, times what the residual stream keeps of them on the way. */
    private static Matrix outputs(TransformerWeights weights, int head) {
        TransformerConfig config = weights.config();
        int size = config.dHead();
        Matrix o = rows(weights.matrix("blocks.0.attn.W_O"), head * size, size); // H D
        Matrix logits = projected(weights, "V", head).times(o).times(weights.unembedding()); // V V
        Mix attention = config.residual().attention();
        double mlpKeep = config.attnOnly() ? 1 : config.residual().mlp().keep();
        double kept = attention.write() * mlpKeep;
        for (int layer = 1; layer < config.nLayers(); layer++) {
            kept *= attention.keep() * mlpKeep;
        }
        for (int i = 0; i < logits.values().length; i++) {
            logits.values()[i] *= kept;
        }
        return logits;
    }

    private static Matrix rows(Matrix matrix, int from, int count) {
        int[] rows = new int[count];
        for (int r = 0; r < count; r++) {
            rows[r] = from + r;
        }
        return matrix.selectRows(rows);
    }

    /**
     * One QK slice, divided by H as scores are.
     *
     * @param pair     0, or 1 for the second pair of queries and keys of bilinear attention
     * @param distance query position - key position, in 0 .. n_ctx-1
     * @return V x V, rows query tokens, columns key tokens
     */
    public Matrix scores(int pair, int distance) {
        if (distance < 0 || distance >= config.nCtx()) {
            throw new IllegalArgumentException("distance must be in 0.." + (config.nCtx() - 1) + ", got " + distance);
        }
        Matrix turned = config.rotary() ? turned(queries.get(pair), distance) : queries.get(pair);
        Matrix scores = turned.times(keys.get(pair).transpose());
        for (int i = 0; i < scores.values().length; i++) {
            scores.values()[i] /= config.dHead();
        }
        return scores;
    }

    /** {@code <R_q a, R_k b> = <R_(q-k) a, b>}: the query is turned by the distance, and not back. */
    private Matrix turned(Matrix x, int distance) {
        int half = config.dHead() / 2;
        Matrix turned = Matrix.zeros(x.rows(), x.columns());
        for (int v = 0; v < x.rows(); v++) {
            for (int i = 0; i < half; i++) {
                double cos = rotary.cos()[distance * half + i];
                double sin = rotary.sin()[distance * half + i];
                turned.set(v, i, x.get(v, i) * cos - x.get(v, half + i) * sin);
                turned.set(v, half + i, x.get(v, half + i) * cos + x.get(v, i) * sin);
            }
        }
        return turned;
    }

    /**
     * The head's pattern at a distance: V x V. A function of the two tokens and the distance alone, unless rows are normalised.
     *
     * @throws IllegalArgumentException for softmax and squared_normalised attention, whose pattern depends on the other keys
     */
    public Matrix pattern(int distance) {
        Attention kind = config.attention();
        if (kind == Attention.SOFTMAX || kind == Attention.SQUARED_NORMALISED) {
            throw new IllegalArgumentException(
                    "the pattern of " + kind + " attention depends on all keys of its row; read scores instead");
        }
        Matrix first = scores(0, distance);
        Matrix second = kind == Attention.BILINEAR ? scores(1, distance) : first;
        // Cubic attention divides scores by sqrt(H), not by H, and by sqrt(C) in the end.
        double cubic = Math.pow(config.dHead(), 1.5) / Math.sqrt(config.nCtx());
        Matrix pattern = Matrix.zeros(first.rows(), first.columns());
        for (int i = 0; i < pattern.values().length; i++) {
            double both = first.values()[i] * second.values()[i];
            pattern.values()[i] = kind == Attention.CUBIC ? cubic * both * first.values()[i] : both;
        }
        return pattern;
    }

    /**
     * What the head adds to the logits, directly, per unit of attention to each token: V x V, rows key tokens, columns
     * outputs.
     */
    public Matrix outputs() {
        return Matrix.wrap(outputs.rows(), outputs.columns(), outputs.values().clone());
    }

    /** The skip table at a distance, (query, key, output), V x V x V logits. */
    public NamedArray skips(int distance) {
        Matrix pattern = pattern(distance);
        int v = config.dVocab();
        double[] entries = new double[Math.multiplyExact(Math.multiplyExact(v, v), v)];
        for (int pair = 0; pair < v * v; pair++) {
            for (int o = 0; o < v; o++) {
                entries[pair * v + o] = pattern.values()[pair] * outputs.get(pair % v, o);
            }
        }
        return NamedArray.of(List.of("query", "key", "output"), new int[] {v, v, v}, entries);
    }

    /**
     * The entries of the skip table of at least this magnitude as rules, the strongest first.
     *
     * @param smallest in logits, positive
     */
    public List<SkipRule> rules(int distance, double smallest) {
        if (!(smallest > 0)) {
            throw new IllegalArgumentException("the smallest effect of a rule must be positive, got " + smallest);
        }
        NamedArray table = skips(distance);
        int v = config.dVocab();
        List<SkipRule> rules = new ArrayList<>();
        for (int i = 0; i < table.values().length; i++) {
            if (Math.abs(table.values()[i]) >= smallest) {
                rules.add(new SkipRule(i / v % v, i / (v * v), i % v, table.values()[i]));
            }
        }
        rules.sort(Comparator.comparingDouble(rule -> -Math.abs(rule.logits())));
        return rules;
    }
}
