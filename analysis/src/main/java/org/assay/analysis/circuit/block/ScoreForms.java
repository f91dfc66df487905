package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.RotaryTable;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerWeights;

/**
 * What one head compares, as forms in the residual streams of query and key: {@code W_Q R_d W_K' scale}, for every pair of queries
 * and keys that it has; R_d is the rotation by the distance d of rotary positions, so that there is a family of one form for each
 * distance, and one form without them. Beside it the terms of the key alone, {@code b_Q R_d W_K'}, and of the query alone, which
 * adds the same to all keys and so does nothing in a softmax. The name {@code bias} stands on their other side.
 */
final class ScoreForms {
    private static final String BIAS = "bias";

    private final TransformerWeights weights;
    private final TransformerConfig config;
    private final int layer;
    private final int head;
    private final double scale;

    /** @param weights with constants and norms folded */
    ScoreForms(TransformerWeights weights, int layer, int head) {
        this.weights = weights;
        this.config = weights.config();
        this.layer = layer;
        this.head = head;
        boolean root = config.attention() == Attention.SOFTMAX || config.attention() == Attention.CUBIC;
        this.scale = root ? 1 / Math.sqrt(config.dHead()) : 1.0 / config.dHead();
    }

    List<LinearPart> parts() {
        List<LinearPart> parts = new ArrayList<>();
        List<String> projections = ParameterLayout.queriesAndKeys(config);
        for (int pair = 0; pair < projections.size() / 2; pair++) {
            String name = "head " + head + (config.bilinearAttention() ? ", pair " + (pair + 1) : "");
            addPair(parts, name, projections.get(2 * pair), projections.get(2 * pair + 1));
        }
        return parts;
    }

    private void addPair(List<LinearPart> parts, String name, String query, String key) {
        String site = NetworkParts.before(layer);
        Matrix queries = scaled(NetworkParts.projection(weights, layer, query, head)); // D H
        Matrix keys = NetworkParts.projection(weights, layer, key, head); // D H
        parts.add(form(name, site, site, queries, keys));
        if (config.biases()) {
            Matrix queryBias = scaled(bias(query));
            parts.add(form(name + ", key alone", BIAS, site, queryBias, keys));
            parts.add(form(name + ", query alone", site, BIAS, queries, bias(key)));
        }
    }

    private LinearPart form(String name, String reads, String writes, Matrix queries, Matrix keys) {
        int size = config.dHead();
        if (!config.rotary()) {
            return new LinearPart(Kind.QK, layer, name, reads, writes, queries, keys, size);
        }
        Matrix left = Matrix.zeros(queries.rows(), 0);
        Matrix right = Matrix.zeros(keys.rows(), 0);
        for (int distance = 0; distance < config.nCtx(); distance++) {
            left = left.beside(turned(queries, distance));
            right = right.beside(keys);
        }
        return new LinearPart(Kind.QK, layer, name, reads, writes, left, right, size);
    }

    /** {@code <R_q a, R_k b> = <R_(q-k) a, b>}: the query is turned by the distance, and not back. */
    private Matrix turned(Matrix x, int distance) {
        RotaryTable rotary = RotaryTable.of(config);
        int half = config.dHead() / 2;
        Matrix turned = Matrix.zeros(x.rows(), x.columns());
        for (int row = 0; row < x.rows(); row++) {
            for (int i = 0; i < half; i++) {
                double cos = rotary.cos()[distance * half + i];
                double sin = rotary.sin()[distance * half + i];
                turned.set(row, i, x.get(row, i) * cos - x.get(row, half + i) * sin);
                turned.set(row, half + i, x.get(row, half + i) * cos + x.get(row, i) * sin);
            }
        }
        return turned;
    }

    private Matrix bias(String projection) {
        Matrix all = weights.matrix(HookPoint.block(layer) + "attn.b_" + projection); // N H
        return all.selectRows(new int[] {head});
    }

    private Matrix scaled(Matrix matrix) {
        double[] factors = new double[matrix.columns()];
        Arrays.fill(factors, scale);
        return NetworkParts.timesColumns(matrix, factors);
    }
}
