package org.assay.symbolic.program;

/** The bounds that keep every program cheap to load, whatever a file says, and every sum far from overflow. */
public final class Limits {
    /** Largest size of a weight, a threshold, an offset, a modulus or a number of keys; a counter stays at it when it gets there. */
    public static final int NUMBER = 1_000_000;

    /** Most labels of a program, copies included: closures take a bit for every two labels, 50 MB in all. */
    public static final int LABELS = 20_000;

    /** Most parents of all labels together, copies included. */
    public static final int PARENTS = 200_000;

    /** Longest name of a label, the prefixes of its copies included, in characters. */
    public static final int NAME = 500;

    /** Most heads of a program. */
    public static final int HEADS = 1_000;

    /** Most pairs of labels that all match atoms of a program compare. */
    public static final int PAIRS = 1_000_000;

    /** Highest level of a dyadic bucket or block: positions are below 2^31. */
    public static final int LEVEL = 30;

    private Limits() {}

    static void requireSmall(int number, String what) {
        if (number < -NUMBER || number > NUMBER) {
            throw new IllegalArgumentException(
                    "the " + what + " must lie between -" + NUMBER + " and " + NUMBER + ", got " + number);
        }
    }

    static void requireWeight(int weight, String what) {
        requireSmall(weight, what);
        if (weight == 0) {
            throw new IllegalArgumentException("the " + what + " must not be 0");
        }
    }

    static void requireBetween(int number, int least, int most, String what) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "the " + what + " must lie between " + least + " and " + most + ", got " + number);
        }
    }
}
