package org.assay.datasets.origin;

/**
 * The draws of one {@link Seed}, in order. Holds nothing but the position, so a stream can be opened again anywhere.
 * Not for sharing between threads: give each its own child seed.
 */
public final class Draws {
    private final Seed seed;
    private long position;
    private long spareWord;
    private boolean hasSpareWord;
    private double spareNormal;
    private boolean hasSpareNormal;

    Draws(Seed seed) {
        this.seed = seed;
    }

    /** 64 uniform bits. */
    public long nextBits() {
        if (hasSpareWord) {
            hasSpareWord = false;
            return spareWord;
        }
        long[] block = Seed.philox(position++, 0, seed.key());
        spareWord = block[1];
        hasSpareWord = true;
        return block[0];
    }

    /** Uniform on [0, 1), a multiple of 2^-53. */
    public double nextDouble() {
        return (nextBits() >>> 11) * 0x1.0p-53;
    }

    /** Uniform on 0 .. bound-1, without bias (Lemire 2019, section 4, by rejection). */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound of a draw must be positive, got " + bound);
        }
        long threshold = (1L << 32) % bound;
        while (true) {
            long product = (nextBits() >>> 32) * bound;
            if ((product & 0xFFFFFFFFL) >= threshold) {
                return (int) (product >>> 32);
            }
        }
    }

    /** Standard normal, by the polar method of Marsaglia and Bray (1964). */
    public double nextNormal() {
        if (hasSpareNormal) {
            hasSpareNormal = false;
            return spareNormal;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * nextDouble() - 1;
            y = 2 * nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spareNormal = y * scale;
        hasSpareNormal = true;
        return x * scale;
    }

    /**
     * An index drawn with these probabilities, which must sum to 1 up to rounding. What rounding leaves over goes to the
     * last index of positive probability, so an impossible index is never drawn.
     */
    public int nextIndex(double[] probabilities) {
        double u = nextDouble();
        int last = -1;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                last = i;
                u -= probabilities[i];
                if (u < 0) {
                    return i;
                }
            }
        }
        if (last < 0) {
            throw new IllegalArgumentException("no index has positive probability");
        }
        return last;
    }

    /** A uniformly random order of 0 .. n-1 (Fisher and Yates). */
    public int[] nextPermutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
