package org.assay.datasets.model;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.ContentHash;

/**
 * For every row of a context set and every token, the probability that the token may follow: each in [0, 1] on its own, rows need
 * not sum to anything.
 *
 * @param contexts      id of the context set whose rows these are
 * @param probabilities rows = contexts, columns = vocabulary
 */
public record MembershipTable(ContentHash contexts, Matrix probabilities) {
    private static final double MEMBER = 0.5;

    public MembershipTable {
        double[] values = probabilities.values();
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw new ArithmeticException("membership of token " + i % probabilities.columns() + " in row "
                        + i / probabilities.columns() + " has probability " + values[i] + ", not in [0, 1]");
            }
        }
    }

    public int rows() {
        return probabilities.rows();
    }

    public int vocabularySize() {
        return probabilities.columns();
    }

    /** p(token may follow | row). */
    public double get(int row, int token) {
        return probabilities.get(row, token);
    }

    /** Whether the token is in the set of the row: its probability is above one half, its logit above zero. */
    public boolean contains(int row, int token) {
        return get(row, token) > MEMBER;
    }
}
