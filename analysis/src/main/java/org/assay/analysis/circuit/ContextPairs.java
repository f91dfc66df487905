package org.assay.analysis.circuit;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * Pairs of equally long contexts: a base that is run and edited, and a source that lends what it holds. The answer is read
 * after the last token.
 *
 * @param base   B x P tokens
 * @param source B x P tokens
 */
public record ContextPairs(int[][] base, int[][] source) {
    public ContextPairs {
        if (base.length == 0 || base.length != source.length) {
            throw new IllegalArgumentException("pairs need as many base contexts (" + base.length + ") as sources ("
                    + source.length + "), at least one");
        }
        for (int pair = 0; pair < base.length; pair++) {
            if (base[pair].length != base[0].length || source[pair].length != base[0].length || base[0].length == 0) {
                throw new IllegalArgumentException("all contexts of pairs must be equally long: those of pair " + pair
                        + " have " + base[pair].length + " and " + source[pair].length + " tokens, the first has "
                        + base[0].length);
            }
        }
    }

    /** B. */
    public int size() {
        return base.length;
    }

    /** P. */
    public int length() {
        return base[0].length;
    }

    /** The other direction: sources are run, bases lend. */
    public ContextPairs swapped() {
        return new ContextPairs(source, base);
    }

    /** The control: every base is lent to by the source of another pair, drawn by {@code seed}. */
    public ContextPairs withRandomSources(Seed seed) {
        int[] order = seed.child("random sources").draws().nextPermutation(size());
        int[][] drawn = Arrays.stream(order).mapToObj(pair -> source[pair]).toArray(int[][]::new);
        return new ContextPairs(base, drawn);
    }

    /** Every base lends to itself. */
    public ContextPairs withItself() {
        return new ContextPairs(base, base);
    }

    /** The logits after the last token, of logits at every position (B P) x V. */
    Matrix answers(Matrix logits) {
        int[] last = new int[size()];
        Arrays.setAll(last, pair -> pair * length() + length() - 1);
        return logits.selectRows(last);
    }

    /** The mean of {@code metric} over pairs. */
    double mean(LogitMetric metric, Matrix logits) {
        Matrix answers = answers(logits);
        double sum = 0;
        for (int pair = 0; pair < size(); pair++) {
            double value = metric.value(pair, answers.row(pair));
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("the metric of pair " + pair + " is " + value);
            }
            sum += value;
        }
        return sum / size();
    }

    /** The derivatives of {@link #mean} by the logits at every position, B x P x V. */
    double[] gradient(LogitMetric metric, Matrix logits) {
        Matrix answers = answers(logits);
        int tokens = answers.columns();
        double[] seed = new double[size() * length() * tokens];
        for (int pair = 0; pair < size(); pair++) {
            double[] gradient = metric.gradient(pair, answers.row(pair));
            for (int v = 0; v < tokens; v++) {
                seed[(pair * length() + length() - 1) * tokens + v] = gradient[v] / size();
            }
        }
        return seed;
    }
}
