package org.assay.symbolic.label;

import java.util.function.IntConsumer;

/** A set of labels as 64-bit words: bit {@code l} stands for the label with index {@code l}. Sets are plain {@code long[]}. */
public final class LabelBits {
    private LabelBits() {}

    /** The number of words for {@code labels} labels. */
    public static int words(int labels) {
        return (labels + Long.SIZE - 1) >>> 6;
    }

    public static boolean has(long[] set, int label) {
        return (set[label >>> 6] >>> label & 1) != 0;
    }

    public static void add(long[] set, int label) {
        set[label >>> 6] |= 1L << label;
    }

    public static void remove(long[] set, int label) {
        set[label >>> 6] &= ~(1L << label);
    }

    /** Adds every member of {@code other} to {@code set}. */
    public static void addAll(long[] set, long[] other) {
        for (int w = 0; w < set.length; w++) {
            set[w] |= other[w];
        }
    }

    /** Whether the two sets have a member in common. */
    public static boolean meet(long[] set, long[] other) {
        for (int w = 0; w < set.length; w++) {
            if ((set[w] & other[w]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Calls {@code visit} with every member, rising. */
    public static void forEach(long[] set, IntConsumer visit) {
        for (int w = 0; w < set.length; w++) {
            for (long rest = set[w]; rest != 0; rest &= rest - 1) {
                visit.accept((w << 6) + Long.numberOfTrailingZeros(rest));
            }
        }
    }
}
