package org.assay.neural.hook;

import java.util.Arrays;

/** Equally long sequences, cut into batches whose boundaries depend on nothing but their number and length. */
record SequenceBatches(int[][] sequences, int length, int size) {

    /** Batches of at most {@code positions} positions, but at least one sequence. */
    static SequenceBatches of(int[][] sequences, int positions) {
        if (sequences.length == 0) {
            throw new IllegalArgumentException("there are no sequences to run");
        }
        int length = sequences[0].length;
        for (int s = 0; s < sequences.length; s++) {
            if (sequences[s].length != length) {
                throw new IllegalArgumentException("sequences of one run must be equally long: sequence " + s + " has "
                        + sequences[s].length + " tokens, sequence 0 has " + length);
            }
        }
        return new SequenceBatches(sequences, length, Math.max(1, positions / Math.max(1, length)));
    }

    /** The batch that begins with sequence {@code first}. */
    int[][] from(int first) {
        return Arrays.copyOfRange(sequences, first, Math.min(sequences.length, first + size));
    }
}
