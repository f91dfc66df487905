package org.assay.neural.djl;

/**
 * How a gradient becomes a step. Every optimiser first clips the gradient as one vector, then moves all parameters; weight
 * decay applies to matrices (embeddings included) and never to vectors (biases, gains). The learning rate comes with each step.
 *
 * <p>What an optimiser remembers between steps are up to two vectors as long as the parameters, which a training's state
 * holds and a checkpoint writes.
 */
public sealed interface Optimiser permits AdamW, Adam, Sgd, Muon {
    /** Positive: a gradient of greater Euclidean norm is scaled down to it; infinity = never. */
    double clipNorm();

    /** How many vectors it remembers: 0, 1 (momentum) or 2 (moments of first and second order). */
    int memory();

    /** Throws unless {@code value} lies in [0, 1). */
    static void requireShare(String role, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(role + " must lie in [0, 1), got " + value);
        }
    }

    /** Throws unless {@code value} is finite and not negative. */
    static void requireNotNegative(String role, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(role + " must be finite and not negative, got " + value);
        }
    }

    /** Throws unless {@code value} is positive. */
    static void requirePositive(String role, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(role + " must be positive, got " + value);
        }
    }
}
