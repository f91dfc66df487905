package org.assay.neural.djl;

/**
 * Momentum whose step is made orthogonal, on the matrices of the blocks; AdamW on embeddings, unembedding and vectors. For a
 * matrix that maps r to c dimensions:
 *
 * <pre>
 * m = momentum * m + g;   u = g + momentum * m (Nesterov) or m
 * x = u / |u|_F;          x = a x + (b x x' + c (x x')^2) x, {@code iterations} times, (a, b, c) = (3.4445, -4.7750, 2.0315)
 * p = p (1 - rate * decay) - rate * max(1, c / r)^0.5 * x
 * </pre>
 *
 * The iteration (Newton and Schulz) drives the singular values of x to about 1, not exactly. It is done on the shorter side.
 *
 * <p>The rate of a step is that of the matrices; AdamW takes {@code otherRate} times it, since steps of size 1 in spectral norm
 * want smaller rates: 10 says that Muon's rate is a tenth of AdamW's.
 *
 * @param momentum   in [0, 1), usually 0.95
 * @param nesterov   whether u looks ahead
 * @param iterations from 1, usually 5 to 10
 * @param perHead    the projections of each head, (D, H) or (H, D), are made orthogonal one by one; otherwise all heads
 *                   together as one matrix (D, N H) or (N H, D)
 * @param decay      not negative; of the matrices of the blocks
 * @param otherRate  positive; rate of AdamW over that of the matrices
 * @param other      for everything else; its clipping norm clips the whole gradient
 */
public record Muon(
        double momentum, boolean nesterov, int iterations, boolean perHead, double decay, double otherRate, AdamW other)
        implements Optimiser {
    /** The polynomial of the iteration. */
    static final double[] COEFFICIENTS = {3.4445, -4.7750, 2.0315};

    /** Added to the norm that a matrix is divided by. */
    static final double EPSILON = 1e-7;

    public Muon {
        Optimiser.requireShare("momentum", momentum);
        Optimiser.requireNotNegative("decay", decay);
        Optimiser.requirePositive("rate of AdamW over that of Muon", otherRate);
        if (iterations < 1 || iterations > 100) {
            throw new IllegalArgumentException("iterations must be 1 .. 100, got " + iterations);
        }
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("Nesterov's form needs a momentum above 0");
        }
    }

    /** Momentum 0.95 in Nesterov's form, 5 iterations, all heads as one matrix, AdamW at ten times the rate. */
    public static Muon usual() {
        return new Muon(0.95, true, 5, false, 0, 10, AdamW.usual());
    }

    @Override
    public double clipNorm() {
        return other.clipNorm();
    }

    @Override
    public int memory() {
        return 2;
    }
}
