package org.assay.neural.transformer;

/**
 * How blocks write to the residual stream: {@code x = keep x + write f(norm(x))}, for attention and for the MLP. A path that
 * skips L layers is scaled by the product of what they keep.
 *
 * @param attention of attention
 * @param mlp       of the MLP; of no effect where there is none
 */
public record ResidualSpec(Mix attention, Mix mlp) {

    /**
     * Shares of the stream and of what is written to it.
     *
     * @param keep  not negative
     * @param write positive
     */
    public record Mix(double keep, double write) {
        public Mix {
            if (!(keep >= 0) || Double.isInfinite(keep)) {
                throw new IllegalArgumentException("residual keep must be finite and not negative, got " + keep);
            }
            if (!(write > 0) || Double.isInfinite(write)) {
                throw new IllegalArgumentException("residual write must be positive and finite, got " + write);
            }
        }

        /** {@code x + f(x)}. */
        public static Mix add() {
            return new Mix(1, 1);
        }

        /** {@code (1 - alpha) x + alpha f(x)}, alpha in (0, 1]. */
        public static Mix lerp(double alpha) {
            if (!(alpha > 0 && alpha <= 1)) {
                throw new IllegalArgumentException("residual alpha must lie in (0, 1], got " + alpha);
            }
            return new Mix(1 - alpha, alpha);
        }

        /** {@code x + scale f(x)}, such as 1/sqrt(2 L) for the attention of L layers. */
        public static Mix scaled(double scale) {
            return new Mix(1, scale);
        }

        /** Whether it is a plain sum. */
        public boolean adds() {
            return keep == 1 && write == 1;
        }
    }

    /** The usual residual stream: everything is added. */
    public static ResidualSpec add() {
        return new ResidualSpec(Mix.add(), Mix.add());
    }

    /** Whether both are plain sums. */
    public boolean adds() {
        return attention.adds() && mlp.adds();
    }
}
