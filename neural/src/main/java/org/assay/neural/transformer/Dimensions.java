package org.assay.neural.transformer;

/**
 * Sizes of a network, by the names of TransformerLens.
 *
 * @param nLayers L, from 1
 * @param dModel  D, width of the residual stream, from 1
 * @param nHeads  N, from 1
 * @param dHead   H, from 1
 * @param nCtx    C, longest sequence that can be read, from 1
 * @param dVocab  V, from 2
 */
public record Dimensions(int nLayers, int dModel, int nHeads, int dHead, int nCtx, int dVocab) {
    public Dimensions {
        requireAtLeast("n_layers", nLayers, 1);
        requireAtLeast("d_model", dModel, 1);
        requireAtLeast("n_heads", nHeads, 1);
        requireAtLeast("d_head", dHead, 1);
        requireAtLeast("n_ctx", nCtx, 1);
        requireAtLeast("d_vocab", dVocab, 2);
    }

    /** Heads that share the width: H = D / N. */
    public static Dimensions of(int nLayers, int dModel, int nHeads, int nCtx, int dVocab) {
        if (nHeads < 1 || dModel % nHeads != 0) {
            throw new IllegalArgumentException("d_model " + dModel + " is not a multiple of n_heads " + nHeads);
        }
        return new Dimensions(nLayers, dModel, nHeads, dModel / nHeads, nCtx, dVocab);
    }

    private static void requireAtLeast(String role, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(role + " must be at least " + least + ", got " + value);
        }
    }
}
