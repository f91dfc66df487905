package org.assay.symbolic.cost;

/**
 * The universal prior for whole numbers (Rissanen 1983): ln*(n) = ln c + ln n + ln ln n + ..., positive terms only,
 * the iterated logarithms taken to base 2 as in the source, c = 2.865064 so that exp(-ln*(n)) sums to 1.
 */
public final class UniversalCode {
    private static final double NORMALISER = 2.865064;

    private UniversalCode() {}

    /** Length in nats of the code for n, from 1. */
    public static double natural(long n) {
        if (n < 1) {
            throw new IllegalArgumentException("the code is for numbers from 1, got " + n);
        }
        double bits = StrictMath.log(NORMALISER) / StrictMath.log(2);
        double term = StrictMath.log(n) / StrictMath.log(2);
        while (term > 0) {
            bits += term;
            term = StrictMath.log(term) / StrictMath.log(2);
        }
        return bits * StrictMath.log(2);
    }

    /** Length in nats of the code for a count n, from 0. */
    public static double count(long n) {
        return natural(n + 1);
    }

    /** Length in nats of the code for any whole number: 0, 1, -1, 2, -2, ... in this order. */
    public static double integer(long n) {
        return natural(n > 0 ? 2 * n : 1 - 2 * n);
    }
}
