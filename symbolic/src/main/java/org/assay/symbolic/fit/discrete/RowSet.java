package org.assay.symbolic.fit.discrete;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** A set of rows, one bit each. */
final class RowSet {
    private final long[] words;

    private RowSet(long[] words) {
        this.words = words;
    }

    /** The rows among the first {@code rows} that {@code member} accepts. */
    static RowSet of(int rows, IntPredicate member) {
        long[] words = new long[rows + Long.SIZE - 1 >>> 6];
        for (int row = 0; row < rows; row++) {
            if (member.test(row)) {
                words[row >>> 6] |= 1L << row;
            }
        }
        return new RowSet(words);
    }

    boolean has(int row) {
        return (words[row >>> 6] >>> row & 1) != 0;
    }

    int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    RowSet and(RowSet other) {
        long[] both = new long[words.length];
        for (int w = 0; w < both.length; w++) {
            both[w] = words[w] & other.words[w];
        }
        return new RowSet(both);
    }

    RowSet without(RowSet other) {
        long[] rest = new long[words.length];
        for (int w = 0; w < rest.length; w++) {
            rest[w] = words[w] & ~other.words[w];
        }
        return new RowSet(rest);
    }

    RowSet or(RowSet other) {
        long[] any = new long[words.length];
        for (int w = 0; w < any.length; w++) {
            any[w] = words[w] | other.words[w];
        }
        return new RowSet(any);
    }

    /** How many rows both have. */
    int shared(RowSet other) {
        int shared = 0;
        for (int w = 0; w < words.length; w++) {
            shared += Long.bitCount(words[w] & other.words[w]);
        }
        return shared;
    }

    boolean sameAs(RowSet other) {
        return Arrays.equals(words, other.words);
    }

    /** The same for equal sets. */
    int hash() {
        return Arrays.hashCode(words);
    }
}
