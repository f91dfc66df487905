package org.assay.neural.transformer;

import org.assay.neural.transformer.TransformerConfig.Attention;

/**
 * How heads attend, and what keeps their queries and keys from growing.
 *
 * @param kind    how scores become a pattern
 * @param control what is done to the projections of queries and keys
 * @param penalty weight of {@code sum |W^T W - I|^2} in the training loss; positive exactly for {@link
 *                QkControl#ORTHOGONAL_PENALTY}, else 0
 */
public record AttentionSpec(Attention kind, QkControl control, double penalty) {

    /**
     * Control of the projections of queries and keys. Without any, the norms of the queries and keys of polynomial attention
     * may drift until nothing is learned. W is the projection of all heads together, (D, N H).
     */
    public enum QkControl {
        /** Nothing. */
        NONE,
        /**
         * Batch normalisation of every feature of queries and keys, before rotation, with gain and offset. At rest running
         * statistics take the place of those of the batch, so that it folds exactly into weights and biases.
         */
        BATCH_NORM,
        /** W is divided by its largest singular value. */
        SPECTRAL,
        /** Every column of W is centred and divided by its norm: mean 0 and variance 1/D over its D entries. */
        WEIGHT_STANDARDISATION,
        /** W begins with orthonormal columns (rows where N H > D); nothing afterwards. */
        ORTHOGONAL_INIT,
        /** W begins with deviation 1/sqrt(D), the inverse root of its fan-in; nothing afterwards. */
        FAN_IN_INIT,
        /** {@code |W^T W - I|^2}, summed over projections, is added to the training loss. */
        ORTHOGONAL_PENALTY;

        /** Whether the forward pass reads other weights than the parameters. */
        public boolean reparametrises() {
            return this == SPECTRAL || this == WEIGHT_STANDARDISATION;
        }
    }

    public AttentionSpec {
        if (!(penalty >= 0) || Double.isInfinite(penalty) || penalty > 0 != (control == QkControl.ORTHOGONAL_PENALTY)) {
            throw new IllegalArgumentException(
                    "qk_penalty must be positive and finite with qk_control orthogonal_penalty and 0 with any other, got "
                            + penalty + " with " + control);
        }
    }

    /** Without control. */
    public static AttentionSpec of(Attention kind) {
        return new AttentionSpec(kind, QkControl.NONE, 0);
    }

    /** With a control that has no weight. */
    public static AttentionSpec of(Attention kind, QkControl control) {
        return new AttentionSpec(kind, control, 0);
    }
}
