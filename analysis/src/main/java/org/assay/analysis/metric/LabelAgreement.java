package org.assay.analysis.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How far two labellings of the same rows agree, corrected for chance: with U and V the labels of n rows,
 *
 * <pre>
 * adjusted mutual information  (I(U;V) - E I) / ((H(U) + H(V)) / 2 - E I)   (Vinh, Epps and Bailey 2010, with the mean)
 * adjusted Rand index          (pairs together in both - chance) / (mean of pairs together in either - chance)   (Hubert and Arabie 1985)
 * </pre>
 *
 * <p>where chance keeps the sizes of all labels and mixes their members. 1 for equal labellings under whatever names, 0 on average
 * for unrelated ones. Chance is defined for counts, so rows with weights are counted as if {@code rows} of them had been drawn,
 * each pair of labels as often as its weight says, rounded so that the total is kept.
 *
 * @param mutualInformation adjusted, at most 1
 * @param rand              adjusted, at most 1
 */
public record LabelAgreement(double mutualInformation, double rand) {
    /** Rows that weights are turned into: chance agreement of few labels is then below a thousandth. */
    public static final int DRAWN = 10_000;

    private static final double LEAST = 1e-12;

    /**
     * Agreement of weighted rows.
     *
     * @param weights not negative, with a positive sum
     */
    public static LabelAgreement of(int[] found, int[] truth, double[] weights) {
        requireSameRows(found, truth, weights.length);
        double[][] table = new double[labels(found)][labels(truth)];
        double total = 0;
        for (int row = 0; row < found.length; row++) {
            if (!(weights[row] >= 0)) {
                throw new IllegalArgumentException("weight of row " + row + " must not be negative: " + weights[row]);
            }
            table[found[row]][truth[row]] += weights[row];
            total += weights[row];
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("the weights of labelled rows must have a positive sum, got " + total);
        }
        return of(rounded(table, DRAWN / total));
    }

    /** Agreement of rows that count once each. */
    public static LabelAgreement of(int[] found, int[] truth) {
        requireSameRows(found, truth, found.length);
        long[][] table = new long[labels(found)][labels(truth)];
        for (int row = 0; row < found.length; row++) {
            table[found[row]][truth[row]]++;
        }
        return of(table);
    }

    private static void requireSameRows(int[] found, int[] truth, int weights) {
        if (found.length == 0 || found.length != truth.length || found.length != weights) {
            throw new IllegalArgumentException("two labellings must be of the same rows, at least one, got "
                    + found.length + ", " + truth.length + " and " + weights + " weights");
        }
    }

    private static int labels(int[] labels) {
        return Arrays.stream(labels).max().orElseThrow() + 1;
    }

    /** Whole numbers of the same total: what is lost by rounding down goes to the largest remainders, the first of equals. */
    private static long[][] rounded(double[][] table, double factor) {
        int columns = table[0].length;
        long[][] counts = new long[table.length][columns];
        double[] remainder = new double[table.length * columns];
        long total = 0;
        for (int cell = 0; cell < remainder.length; cell++) {
            double exact = table[cell / columns][cell % columns] * factor;
            counts[cell / columns][cell % columns] = (long) Math.floor(exact);
            total += (long) Math.floor(exact);
            remainder[cell] = exact - Math.floor(exact);
        }
        IntStream.range(0, remainder.length)
                .boxed()
                .sorted(Comparator.comparingDouble(cell -> -remainder[cell]))
                .limit(Math.max(0, DRAWN - total))
                .forEach(cell -> counts[cell / columns][cell % columns]++);
        return counts;
    }

    private static LabelAgreement of(long[][] table) {
        long[] ofFound = new long[table.length];
        long[] ofTruth = new long[table[0].length];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < ofTruth.length; j++) {
                ofFound[i] += table[i][j];
                ofTruth[j] += table[i][j];
            }
        }
        return new LabelAgreement(mutualInformation(table, ofFound, ofTruth), rand(table, ofFound, ofTruth));
    }

    private static double mutualInformation(long[][] table, long[] ofFound, long[] ofTruth) {
        double mean = (entropy(ofFound) + entropy(ofTruth)) / 2;
        if (mean < LEAST) {
            return 1;
        }
        long[] cells = Arrays.stream(table).flatMapToLong(Arrays::stream).toArray();
        double information = entropy(ofFound) + entropy(ofTruth) - entropy(cells);
        double chance = expected(ofFound, ofTruth);
        return Math.abs(mean - chance) < LEAST ? 1 : (information - chance) / (mean - chance);
    }

    private static double entropy(long[] counts) {
        double n = Arrays.stream(counts).sum();
        double sum = 0;
        for (long count : counts) {
            sum -= count > 0 ? count / n * StrictMath.log(count / n) : 0;
        }
        return sum;
    }

    /** E I over all ways to mix the members: the hypergeometric law of every cell (Vinh, Epps and Bailey 2010, equation 24a). */
    private static double expected(long[] ofFound, long[] ofTruth) {
        int n = (int) Arrays.stream(ofFound).sum();
        double[] logFactorial = new double[n + 1];
        for (int i = 2; i <= n; i++) {
            logFactorial[i] = logFactorial[i - 1] + StrictMath.log(i);
        }
        double sum = 0;
        for (long a : ofFound) {
            for (long b : ofTruth) {
                for (int both = (int) Math.max(1, a + b - n); both <= Math.min(a, b); both++) {
                    double logProbability = logFactorial[(int) a]
                            + logFactorial[(int) b]
                            + logFactorial[(int) (n - a)]
                            + logFactorial[(int) (n - b)]
                            - logFactorial[n]
                            - logFactorial[both]
                            - logFactorial[(int) (a - both)]
                            - logFactorial[(int) (b - both)]
                            - logFactorial[(int) (n - a - b + both)];
                    double information = StrictMath.log((double) n * both / ((double) a * b));
                    sum += (double) both / n * information * StrictMath.exp(logProbability);
                }
            }
        }
        return sum;
    }

    private static double rand(long[][] table, long[] ofFound, long[] ofTruth) {
        double together = 0;
        for (long[] row : table) {
            together += pairs(row);
        }
        double found = pairs(ofFound);
        double truth = pairs(ofTruth);
        double n = Arrays.stream(ofFound).sum();
        double chance = n < 2 ? 0 : found * truth / (n * (n - 1) / 2);
        double most = (found + truth) / 2;
        return Math.abs(most - chance) < LEAST ? 1 : (together - chance) / (most - chance);
    }

    private static double pairs(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count * (count - 1.0) / 2;
        }
        return sum;
    }
}
