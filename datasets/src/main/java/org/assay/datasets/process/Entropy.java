package org.assay.datasets.process;

/** Shannon entropy in nats, by strict arithmetic: the same bits on every machine. */
public final class Entropy {
    private Entropy() {}

    /**
     * {@code - sum p ln p} over a law; 0 ln 0 = 0. NaN when an entry is NaN. Laws of rule languages are uniform within
     * categories, so the logarithm of an entry is often that of the one before it.
     */
    public static double of(double[] law) {
        double entropy = 0;
        double last = 0;
        double term = 0;
        for (double p : law) {
            if (p != last) {
                last = p;
                term = p == 0 ? 0 : p * StrictMath.log(p);
            }
            entropy -= term;
        }
        return entropy;
    }
}
