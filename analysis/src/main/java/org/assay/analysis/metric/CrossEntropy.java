package org.assay.analysis.metric;

import org.assay.datasets.model.NextTokenTable;

/**
 * The loss of a next-token table in nats per token: {@code -ln q(next token)}, averaged over the tokens that came
 * ({@link #observed}) or over the law they come from ({@link #expected}). Cross-entropy against the truth is the floor
 * plus KL(truth || q) (Cover and Thomas 2006, section 5.4).
 */
public final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * Over the tokens that came.
     *
     * @param nextToken the token that came after each row
     * @param weights   one per row
     * @throws ArithmeticException when a token that came has probability 0: the loss is infinite
     */
    public static double observed(NextTokenTable q, int[] nextToken, double[] weights) {
        if (nextToken.length != q.rows()) {
            throw new IllegalArgumentException(q.rows() + " rows need as many next tokens, got " + nextToken.length);
        }
        double[] loss = new double[q.rows()];
        for (int r = 0; r < loss.length; r++) {
            double probability = q.get(r, nextToken[r]);
            if (probability == 0) {
                throw new ArithmeticException("cross-entropy is infinite: the token after row " + r + " (token "
                        + nextToken[r] + ") has probability 0");
            }
            loss[r] = -StrictMath.log(probability);
        }
        return WeightedMean.of(loss, weights);
    }

    /** {@code -sum_v p(v) ln q(v)}, averaged over rows. */
    public static double expected(NextTokenTable p, NextTokenTable q, double[] weights) {
        return entropy(p, weights) + KlDivergence.of(p, q, weights);
    }

    /** The mean entropy of the rows of a table: with the truth, the floor of exactly these rows. */
    public static double entropy(NextTokenTable p, double[] weights) {
        int tokens = p.vocabularySize();
        double[] values = p.probabilities().values();
        double[] entropy = new double[p.rows()];
        for (int r = 0; r < entropy.length; r++) {
            for (int i = r * tokens; i < (r + 1) * tokens; i++) {
                entropy[r] -= values[i] > 0 ? values[i] * StrictMath.log(values[i]) : 0;
            }
        }
        return WeightedMean.of(entropy, weights);
    }
}
