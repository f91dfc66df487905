package org.assay.neural.transformer;

/**
 * How logits are read: {@code x W_U + b_U}.
 *
 * @param tied W_U is the transposed token embedding, not a tensor of its own
 * @param bias there is a b_U
 */
public record UnembedSpec(boolean tied, boolean bias) {
    /** A matrix of its own, no bias. */
    public static UnembedSpec separate() {
        return new UnembedSpec(false, false);
    }

    /** As GPT-2. */
    public static UnembedSpec tiedToEmbedding() {
        return new UnembedSpec(true, false);
    }
}
