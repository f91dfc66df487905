package org.assay.neural.transformer;

/**
 * How untrained matrices are drawn; biases begin at 0, gains at 1.
 *
 * @param law             of the matrices that are not embeddings
 * @param embeddingRange  standard deviation of token and position embeddings, which are always normal
 * @param initializerRange standard deviation of all other matrices when the law is {@link Law#NORMAL}; of no effect else
 * @param zeroOutput      attention output and MLP output begin at zero, so that blocks begin as the identity
 * @param zeroUnembed     the unembedding begins at zero, so that the first law is uniform
 */
public record Initialisation(
        Law law, double embeddingRange, double initializerRange, boolean zeroOutput, boolean zeroUnembed) {

    /** Means are 0. Fan-in and fan-out count one head: D into H, H N into D. */
    public enum Law {
        /** Normal, of deviation {@code initializerRange}. */
        NORMAL,
        /** Normal, of variance 2 / (fan-in + fan-out). */
        XAVIER_NORMAL,
        /** Uniform, of variance 2 / (fan-in + fan-out). */
        XAVIER_UNIFORM,
        /** Normal, of variance 2 / fan-in. */
        KAIMING_NORMAL,
        /** Uniform, of variance 2 / fan-in. */
        KAIMING_UNIFORM
    }

    public Initialisation {
        requirePositive("embedding_range", embeddingRange);
        requirePositive("initializer_range", initializerRange);
    }

    /** Normal with these deviations. */
    public Initialisation(double embeddingRange, double initializerRange, boolean zeroOutput, boolean zeroUnembed) {
        this(Law.NORMAL, embeddingRange, initializerRange, zeroOutput, zeroUnembed);
    }

    /** The same deviations with nothing at zero: a network that blocks and unembedding take part in from the start. */
    public Initialisation withoutZeros() {
        return new Initialisation(law, embeddingRange, initializerRange, false, false);
    }

    /** The GPT-2 rule of TransformerLens: 0.8 / sqrt(d_model) for every matrix. */
    public static Initialisation gpt2(int dModel) {
        double range = 0.8 / Math.sqrt(dModel);
        return new Initialisation(range, range, false, false);
    }

    private static void requirePositive(String role, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(role + " must be positive and finite, got " + value);
        }
    }
}
