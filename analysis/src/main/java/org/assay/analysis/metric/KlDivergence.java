package org.assay.analysis.metric;

import org.assay.datasets.model.NextTokenTable;

/**
 * The mean Kullback-Leibler divergence between two next-token tables: {@code sum_r w_r sum_v p(v|r) ln(p(v|r) /
 * q(v|r))}, in nats per token (Cover and Thomas 2006, section 2.3). With p the truth it is the excess of the loss of q
 * over the floor; with p the network it is what an explanation q lacks of being faithful. Tables in single precision
 * may fall short of zero by their rounding.
 */
public final class KlDivergence {
    private KlDivergence() {}

    /**
     * The weighted mean over rows.
     *
     * @param weights one per row, not negative, with a positive sum; normalised here
     */
    public static double of(NextTokenTable p, NextTokenTable q, double[] weights) {
        return WeightedMean.of(perRow(p, q), weights);
    }

    /**
     * The divergence of every row.
     *
     * @throws ArithmeticException when q rules out a token that p does not: the divergence is infinite
     */
    public static double[] perRow(NextTokenTable p, NextTokenTable q) {
        requireSameRows(p, q);
        int tokens = p.vocabularySize();
        double[] truth = p.probabilities().values();
        double[] model = q.probabilities().values();
        double[] divergence = new double[p.rows()];
        for (int r = 0; r < divergence.length; r++) {
            double sum = 0;
            for (int i = r * tokens; i < (r + 1) * tokens; i++) {
                if (truth[i] > 0) {
                    if (model[i] == 0) {
                        throw new ArithmeticException("KL divergence is infinite in row " + r + ": token "
                                + (i - r * tokens) + " has probability " + truth[i] + " under p and 0 under q");
                    }
                    sum += truth[i] * StrictMath.log(truth[i] / model[i]);
                }
            }
            divergence[r] = sum;
        }
        return divergence;
    }

    static void requireSameRows(NextTokenTable p, NextTokenTable q) {
        if (!p.contexts().equals(q.contexts()) || p.vocabularySize() != q.vocabularySize()) {
            throw new IllegalArgumentException("tables must be over the same contexts and tokens, got contexts "
                    + p.contexts().brief() + " and " + q.contexts().brief() + ", " + p.vocabularySize() + " and "
                    + q.vocabularySize() + " tokens");
        }
    }
}
