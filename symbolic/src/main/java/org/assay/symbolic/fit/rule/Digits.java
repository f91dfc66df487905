package org.assay.symbolic.fit.rule;

/** Numbers as they are written down: shares with four decimals, weights with four digits. */
final class Digits {
    private static final double SHARES = 1e4;

    private Digits() {}

    /** A number with four digits that count. */
    static double of(double number) {
        if (number == 0 || !Double.isFinite(number)) {
            return number;
        }
        double scale = StrictMath.pow(10, 3 - StrictMath.floor(StrictMath.log10(Math.abs(number))));
        return Math.rint(number * scale) / scale;
    }

    /** Rounds a law to four decimals; the likeliest token takes what is left of 1. */
    static void round(double[] law) {
        int most = 0;
        double others = 0;
        for (int v = 0; v < law.length; v++) {
            law[v] = Math.rint(law[v] * SHARES) / SHARES;
            most = law[v] > law[most] ? v : most;
        }
        for (int v = 0; v < law.length; v++) {
            others += v == most ? 0 : law[v];
        }
        if (law[most] > 0) {
            law[most] = Math.rint((1 - others) * SHARES) / SHARES;
        }
    }

    /** Leaves out tokens that do not pay for being named, and rounds. */
    static void shorten(double[] law, double mass, Price price) {
        double least = price.law(1) / price.observations() / Math.max(mass, Double.MIN_NORMAL);
        double kept = 0;
        int most = 0;
        for (int v = 0; v < law.length; v++) {
            most = law[v] > law[most] ? v : most;
        }
        for (int v = 0; v < law.length; v++) {
            double worth = law[v] > 0 ? law[v] * StrictMath.log(law[v] * law.length / Mixture.FLOOR) : 0;
            law[v] = v == most || worth > least ? law[v] : 0;
            kept += law[v];
        }
        for (int v = 0; v < law.length; v++) {
            law[v] /= kept;
        }
        round(law);
    }
}
