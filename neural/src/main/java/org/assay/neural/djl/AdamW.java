package org.assay.neural.djl;

/**
 * Options of the optimiser: Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), after clipping the
 * gradient as one vector. Decay applies to matrices, embeddings included; vectors (biases, gains) are not decayed.
 *
 * @param beta1       in [0, 1), usually 0.9
 * @param beta2       in [0, 1), usually 0.999
 * @param epsilon     positive, usually 1e-8
 * @param weightDecay not negative; each step multiplies matrices by 1 - rate * decay
 * @param clipNorm    positive: a gradient of greater Euclidean norm is scaled down to it; infinity = never
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {
    public AdamW {
        requireShare("beta1", beta1);
        requireShare("beta2", beta2);
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon must be positive, got " + epsilon);
        }
        if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
            throw new IllegalArgumentException("weight decay must be finite and not negative, got " + weightDecay);
        }
        if (!(clipNorm > 0)) {
            throw new IllegalArgumentException("clipping norm must be positive, got " + clipNorm);
        }
    }

    /** 0.9, 0.999, 1e-8, decay 0.01, clipped to norm 1. */
    public static AdamW usual() {
        return new AdamW(0.9, 0.999, 1e-8, 0.01, 1);
    }

    private static void requireShare(String role, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(role + " must lie in [0, 1), got " + value);
        }
    }
}
