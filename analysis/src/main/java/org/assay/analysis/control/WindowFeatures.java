package org.assay.analysis.control;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.sequence.ContextSet;

/**
 * The additive window: one-hot of each of the last k tokens and of the position. A linear read-out of it is the best
 * predictor that adds up what single tokens say, without any interaction; a network that holds no more than its input
 * does no better.
 */
public final class WindowFeatures {
    private WindowFeatures() {}

    /**
     * Columns: token v at distance d back (0 = the current one) in column {@code d * V + v}, all zero where the context
     * is shorter; then position p in column {@code k * V + p}.
     *
     * @param vocabularySize V
     * @param k              tokens looked at, from 0
     * @return rows x (k V + longest sequence)
     */
    public static Matrix of(ContextSet contexts, int vocabularySize, int k) {
        if (k < 0 || vocabularySize < 1) {
            throw new IllegalArgumentException(
                    "a window needs k >= 0 and a vocabulary, got " + k + " and " + vocabularySize);
        }
        int positions = contexts.longest();
        Matrix features = Matrix.zeros(contexts.rows(), k * vocabularySize + positions);
        for (int r = 0; r < contexts.rows(); r++) {
            int[] sequence = contexts.sequence(contexts.rowSequence(r));
            int position = contexts.rowPosition(r);
            for (int back = 0; back < Math.min(k, position + 1); back++) {
                features.set(r, back * vocabularySize + sequence[position - back], 1);
            }
            features.set(r, k * vocabularySize + position, 1);
        }
        return features;
    }
}
