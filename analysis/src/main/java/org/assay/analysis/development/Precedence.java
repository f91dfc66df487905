package org.assay.analysis.development;

/**
 * Whether one thing is learned before another, over seeds: a sign test. It says that the order is regular and nothing about
 * causes; what one needs of the other, {@link Dependency} asks.
 *
 * @param before  seeds in which the first came before the second
 * @param after   seeds in which it came after it
 * @param ties    seeds in which neither came first, or neither came at all
 * @param chance  probability of so uneven a count, to either side, if both orders were equally likely; 1 without untied seeds
 */
public record Precedence(int before, int after, int ties, double chance) {

    /**
     * @param first  onset of the first in each seed, +infinity where it never came
     * @param second onset of the second in the same seeds
     */
    public static Precedence of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "both need an onset in every seed, got " + first.length + " and " + second.length);
        }
        int before = 0;
        int after = 0;
        for (int seed = 0; seed < first.length; seed++) {
            if (Double.isNaN(first[seed]) || Double.isNaN(second[seed])) {
                throw new ArithmeticException("the onset of seed " + seed + " is NaN");
            }
            before += first[seed] < second[seed] ? 1 : 0;
            after += first[seed] > second[seed] ? 1 : 0;
        }
        return new Precedence(before, after, first.length - before - after, signTest(before, after));
    }

    /** Two-sided binomial probability: {@code min(1, 2 P(at most the smaller count of n fair coins))}. */
    private static double signTest(int before, int after) {
        int n = before + after;
        double term = Math.pow(0.5, n);
        double tail = 0;
        for (int k = 0; k <= Math.min(before, after); k++) {
            tail += term;
            term *= (double) (n - k) / (k + 1);
        }
        return Math.min(1, 2 * tail);
    }
}
