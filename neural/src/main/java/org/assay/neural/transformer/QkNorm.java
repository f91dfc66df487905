package org.assay.neural.transformer;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * Size of the queries or keys of one head: the Frobenius norm of its (D, H) matrix as the forward pass reads it, with everything
 * that is constant at rest folded in. A drift of these norms is how polynomial attention fails to learn.
 *
 * @param layer      from 0
 * @param head       from 0
 * @param projection such as {@code Q1}
 * @param norm       not negative
 */
public record QkNorm(int layer, int head, String projection, double norm) {
    /** Of all layers, projections and heads, in this order. */
    public static List<QkNorm> of(TransformerWeights weights) {
        TransformerWeights folded = weights.folded();
        TransformerConfig config = folded.config();
        List<QkNorm> norms = new ArrayList<>();
        for (int layer = 0; layer < config.nLayers(); layer++) {
            for (String projection : ParameterLayout.queriesAndKeys(config)) {
                Matrix heads = folded.matrix(HookPoint.block(layer) + "attn.W_" + projection); // (N D) H
                int size = heads.values().length / config.nHeads();
                for (int head = 0; head < config.nHeads(); head++) {
                    double square = 0;
                    for (int i = head * size; i < (head + 1) * size; i++) {
                        square += heads.values()[i] * heads.values()[i];
                    }
                    norms.add(new QkNorm(layer, head, projection, Math.sqrt(square)));
                }
            }
        }
        return norms;
    }

    /** A name for records of a training: {@code blocks.0.attn.W_Q1.2.norm} for head 2. */
    public String name() {
        return HookPoint.block(layer) + "attn.W_" + projection + "." + head + ".norm";
    }
}
