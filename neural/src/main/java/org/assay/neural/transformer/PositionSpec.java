package org.assay.neural.transformer;

import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;

/**
 * How a network knows where it is.
 *
 * @param type       learned, rotary, or not at all (then only the causal mask tells positions apart)
 * @param rotaryBase base of the rotary frequencies, positive; of no effect for other types
 */
public record PositionSpec(PositionalEmbeddingType type, double rotaryBase) {
    /** Usual base of rotary frequencies (Su et al. 2021, section 3.2.2). */
    public static final double USUAL_BASE = 10_000;

    public PositionSpec {
        if (!(rotaryBase > 0) || Double.isInfinite(rotaryBase)) {
            throw new IllegalArgumentException("rotary_base must be positive and finite, got " + rotaryBase);
        }
    }

    /** With the usual base. */
    public static PositionSpec of(PositionalEmbeddingType type) {
        return new PositionSpec(type, USUAL_BASE);
    }
}
