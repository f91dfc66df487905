package org.assay.datasets.learn;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The rule that best explains what came next where a condition holds: with probability {@code strength} a token by its own row,
 * else whatever the rules below say.
 *
 * <p>For a set S of tokens, n occurrences and below-probabilities p, the likelihood is greatest at
 * {@code P(x) = n(x) / n} for x in S and {@code 1 - strength = (n(outside S) / n) / (1 - p(S))}, which gains
 * {@code sum over S of n(x) ln(P(x) / p(x)) + n(outside) ln(1 - strength)} nats. S grows by the token that gains most as long
 * as that pays for its description. A strength of 1 leaves what is outside S to the noise.
 *
 * @param tokens        S, the most probable first
 * @param probabilities of the row, sum 1
 * @param strength      in (0, 1]
 * @param gain          nats of the text that the rule saves
 * @param price         nats that it costs to write down
 */
record EmissionFit(int[] tokens, double[] probabilities, double strength, double gain, double price) {
    private static final EmissionFit NONE = new EmissionFit(new int[0], new double[0], 1, 0, Double.POSITIVE_INFINITY);
    private static final double NOTHING = 1e-6;
    private static final int PATIENCE = 6;

    double net() {
        return gain - price;
    }

    boolean pays() {
        return gain > price;
    }

    /**
     * @param condition price of the condition
     * @param floor     what the noise alone gives any token
     */
    static EmissionFit of(Cells cells, CodeLength code, double condition, double floor) {
        return grow(cells, code, condition, floor, Integer.MAX_VALUE);
    }

    /** With one outcome only, such as a category. */
    static EmissionFit ofOne(Cells cells, CodeLength code, double condition, double floor) {
        return grow(cells, code, condition - code.emission(1), floor, 1);
    }

    private static EmissionFit grow(Cells cells, CodeLength code, double condition, double floor, int most) {
        double n = cells.total();
        if (n < 2) {
            return NONE;
        }
        Integer[] order = Arrays.stream(cells.seen())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(x -> -promise(cells, x, n))
                        .thenComparing(x -> x))
                .toArray(Integer[]::new);
        double outsideIfCertain = 0;
        for (int x : order) {
            outsideIfCertain += cells.weight(x) * Math.log(floor / cells.below(x));
        }
        EmissionFit best = NONE;
        double inside = 0;
        double below = 0;
        double gain = 0;
        int since = 0;
        for (int size = 1; size <= Math.min(most, order.length) && since < PATIENCE; size++) {
            int x = order[size - 1];
            double share = cells.weight(x) / n;
            if (share <= cells.below(x)) {
                break;
            }
            inside += cells.weight(x);
            below += cells.below(x);
            gain += cells.weight(x) * Math.log(share / cells.below(x));
            outsideIfCertain -= cells.weight(x) * Math.log(floor / cells.below(x));
            EmissionFit fit = close(cells, order, size, inside, below, gain, outsideIfCertain, code, condition, floor);
            since = fit.net() > best.net() ? 0 : since + 1;
            best = since == 0 ? fit : best;
        }
        return best;
    }

    private static double promise(Cells cells, int x, double n) {
        return cells.weight(x) * Math.log(cells.weight(x) / n / cells.below(x));
    }

    /** The better of a strength below 1, which costs a number, and a strength of 1. */
    private static EmissionFit close(
            Cells cells,
            Integer[] order,
            int size,
            double inside,
            double below,
            double gain,
            double outsideIfCertain,
            CodeLength code,
            double condition,
            double floor) {
        double n = cells.total();
        double outside = Math.max(0, n - inside);
        double price = condition + code.emission(size);
        double certain = gain + (outside < NOTHING * n ? 0 : outsideIfCertain);
        double left = below < 1 ? outside / n / (1 - below) : 1;
        double uncertain = left > 0 && left < 1 ? gain + outside * Math.log(left) : Double.NEGATIVE_INFINITY;
        boolean certainIsBetter = certain >= uncertain - code.real();
        double strength = certainIsBetter ? 1 : 1 - left;
        int[] tokens = new int[size];
        double[] row = new double[size];
        double sum = 0;
        for (int k = 0; k < size; k++) {
            tokens[k] = order[k];
            double share = cells.weight(order[k]) / n;
            row[k] = Math.max(0, share - (certainIsBetter ? floor : left * cells.below(order[k])));
            sum += row[k];
        }
        if (!(sum > 0)) {
            return NONE;
        }
        for (int k = 0; k < size; k++) {
            row[k] /= sum;
        }
        return new EmissionFit(
                tokens,
                row,
                strength,
                certainIsBetter ? certain : uncertain,
                price + (certainIsBetter ? 0 : code.real()));
    }

    /** Probability of {@code token} in the row. */
    double probability(int token) {
        for (int k = 0; k < tokens.length; k++) {
            if (tokens[k] == token) {
                return probabilities[k];
            }
        }
        return 0;
    }
}
