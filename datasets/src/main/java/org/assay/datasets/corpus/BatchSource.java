package org.assay.datasets.corpus;

/**
 * Training data without an iterator: batch k is a pure function of the source and k, so that a resumed run reads what an
 * uninterrupted one would have read.
 */
public interface BatchSource {
    /** Sequences in a batch. */
    int batchSize();

    /** Tokens in a sequence: one more than the positions that are trained on. */
    int sequenceLength();

    /** The tokens of batch {@code step}, row-major: batchSize x sequenceLength. */
    int[] batch(long step);

    /**
     * For each target of batch {@code step} whether it counts in the loss, row-major: batchSize x (sequenceLength - 1), at least one
     * of them; empty when every target of every batch counts.
     */
    default boolean[] scored(long step) {
        return new boolean[0];
    }
}
