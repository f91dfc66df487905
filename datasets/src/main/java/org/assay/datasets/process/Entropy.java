package org.assay.datasets.process;

/** Shannon entropy in nats, by strict arithmetic: the same bits on every machine. */
public final class Entropy {
    private Entropy() {}

    /** {@code - sum p ln p} over a law; 0 ln 0 = 0. NaN when an entry is NaN. */
    public static double of(double[] law) {
        double entropy = 0;
        for (double p : law) {
            if (p != 0) {
                entropy -= p * StrictMath.log(p);
            }
        }
        return entropy;
    }
}
