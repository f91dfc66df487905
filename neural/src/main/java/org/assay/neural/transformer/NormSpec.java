package org.assay.neural.transformer;

import org.assay.neural.transformer.TransformerConfig.NormalizationType;

/**
 * What is read from the residual stream is normalised like this, before attention, before the MLP and before the unembedding.
 *
 * @param type which norm
 * @param eps  added to every variance inside a square root, and to the row sums of row-normalised attention; positive
 */
public record NormSpec(NormalizationType type, double eps) {
    /** What PyTorch and TransformerLens use when nothing is said. */
    public static final double USUAL_EPS = 1e-5;

    public NormSpec {
        if (!(eps > 0) || Double.isInfinite(eps)) {
            throw new IllegalArgumentException("eps must be positive and finite, got " + eps);
        }
    }

    /** With the usual epsilon. */
    public static NormSpec of(NormalizationType type) {
        return new NormSpec(type, USUAL_EPS);
    }
}
