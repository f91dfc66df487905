package org.assay.symbolic.run;

/** Spreads words over the slots of a table whose size is a power of two. */
final class Hash {
    /** 2^64 divided by the golden ratio, odd. */
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private Hash() {}

    static int of(long word) {
        long spread = word * FACTOR;
        return (int) (spread ^ spread >>> Integer.SIZE);
    }

    static int of(long[] words) {
        long spread = 0;
        for (long word : words) {
            spread = (spread ^ word) * FACTOR;
            spread ^= spread >>> Integer.SIZE;
        }
        return (int) spread;
    }
}
