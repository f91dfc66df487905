package org.assay.symbolic.fit.rule;

import java.util.List;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;

/**
 * What the network answered at each row. {@code q} is rows x vocabulary, {@code weights} sum to 1.
 */
final class Evidence {
    final Rows rows;
    final double[] q;
    final double[] weights;
    final int vocabulary;

    Evidence(ContextSet contexts, NextTokenTable table, List<BracketPair> brackets) {
        this.vocabulary = table.vocabularySize();
        this.rows = new Rows(contexts, vocabulary, brackets);
        this.q = table.probabilities().values();
        this.weights = contexts.weights();
    }

    private Evidence(Rows rows, double[] q, double[] weights) {
        this.vocabulary = rows.vocabulary();
        this.rows = rows;
        this.q = q;
        this.weights = weights;
    }

    /** Contexts to which no answer is known. */
    static Evidence unanswered(Rows rows) {
        return new Evidence(rows, new double[0], rows.contexts().weights());
    }

    /** The same with the law of tokens that are no brackets, given that it is none of them; rows count by how likely that is. */
    Evidence ordinary() {
        double[] kept = q.clone();
        double[] its = weights.clone();
        for (int row = 0; row < size(); row++) {
            double sum = 0;
            for (int v = 0; v < vocabulary; v++) {
                kept[row * vocabulary + v] = rows.isBracket(v) ? 0 : kept[row * vocabulary + v];
                sum += kept[row * vocabulary + v];
            }
            its[row] *= sum;
            for (int v = 0; v < vocabulary && sum > 0; v++) {
                kept[row * vocabulary + v] /= sum;
            }
        }
        return new Evidence(rows, kept, its);
    }

    /** The rows at {@code place}. */
    int[] at(int place) {
        return java.util.stream.IntStream.range(0, size())
                .filter(row -> rows.place[row] == place)
                .toArray();
    }

    int size() {
        return weights.length;
    }

    /** KL(network || {@code p}), nats per token; {@code p} is rows x vocabulary. */
    double loss(double[] p) {
        double loss = 0;
        for (int row = 0; row < size(); row++) {
            loss += weights[row] * divergence(row, p);
        }
        return loss;
    }

    /** KL(network || {@code p}) at one row. */
    double divergence(int row, double[] p) {
        double sum = 0;
        for (int i = row * vocabulary; i < (row + 1) * vocabulary; i++) {
            if (q[i] > 0) {
                sum += q[i] * StrictMath.log(q[i] / p[i]);
            }
        }
        return sum;
    }
}
