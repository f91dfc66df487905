package org.assay.datasets.origin;

import java.nio.charset.StandardCharsets;

/**
 * The only source of randomness: a 64-bit key of a counter-based generator. Draw number i is a pure function of (key, i),
 * so batch k can be made without making the batches before it, and nothing has to be saved to resume.
 *
 * <p>Bits are Philox4x32-10: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3" (2011), section 3.2. Children are keyed by the generator itself, so streams of different names never share a key
 * but by a 64-bit collision.
 *
 * @param key what identifies the stream
 */
public record Seed(long key) {
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;

    /** Counter words that keep the draws of a seed and the keys of its two kinds of children apart. */
    private static final int DRAWS = 0;

    private static final int NUMBERED_CHILDREN = 1;
    private static final int NAMED_CHILDREN = 2;

    /** The seed that a user typed. */
    public static Seed of(long key) {
        return new Seed(key);
    }

    /** An independent seed for the part called {@code name}. */
    public Seed child(String name) {
        return new Seed(philox(fnv64(name), NAMED_CHILDREN, key)[0]);
    }

    /** An independent seed for item number {@code index}: a batch, a replica, a sequence. */
    public Seed child(long index) {
        return new Seed(philox(index, NUMBERED_CHILDREN, key)[0]);
    }

    /** Draw number {@code counter}: 64 uniform bits. */
    public long bits(long counter) {
        return philox(counter >> 1, DRAWS, key)[(int) (counter & 1)];
    }

    /** The draws 0, 1, 2, ... one after the other. */
    public Draws draws() {
        return new Draws(this);
    }

    /** Two 64-bit words from one block of Philox4x32-10. */
    static long[] philox(long counterLow, long counterHigh, long key) {
        int c0 = (int) counterLow;
        int c1 = (int) (counterLow >>> 32);
        int c2 = (int) counterHigh;
        int c3 = (int) (counterHigh >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return new long[] {(c1 & 0xFFFFFFFFL) << 32 | (c0 & 0xFFFFFFFFL), (c3 & 0xFFFFFFFFL) << 32 | (c2 & 0xFFFFFFFFL)
        };
    }

    /** FNV-1a, 64 bits, of the UTF-8 bytes: turns a name into a counter. */
    private static long fnv64(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(key);
    }
}
