package org.assay.neural.transformer;

import org.assay.neural.transformer.TransformerConfig.ActFn;

/**
 * The MLP of every block, or none.
 *
 * @param actFn non-linearity; of no effect when there is no MLP
 * @param dMlp  F, from 1; 0 = no MLP
 */
public record MlpSpec(ActFn actFn, int dMlp) {
    public MlpSpec {
        if (dMlp < 0) {
            throw new IllegalArgumentException("d_mlp must not be negative, got " + dMlp);
        }
    }

    /** Attention only. */
    public static MlpSpec none() {
        return new MlpSpec(ActFn.BILINEAR, 0);
    }
}
