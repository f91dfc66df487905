package org.assay.datasets.process;

import java.util.Optional;

/**
 * Looks for words of negative probability, which a generalised hidden Markov model can have although its laws sum to 1.
 */
public final class WordCheck {
    /** Below this a probability is negative beyond rounding. */
    private static final double NEGATIVE = -1e-12;

    /** Words that are worth looking at. */
    private static final int MOST = 1_000_000;

    private WordCheck() {}

    /** The greatest length up to {@code wanted} of which all words can be looked at. */
    public static int affordable(TransitionTensors model, int wanted) {
        int length = 0;
        for (long words = 1; length < wanted && words * model.vocabulary().size() <= MOST; length++) {
            words *= model.vocabulary().size();
        }
        return Math.max(1, length);
    }

    /** A shortest word of at most {@code length} tokens with a negative probability, the first of these. */
    public static Optional<int[]> firstNegative(TransitionTensors model, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("words are checked up to a length of at least 1, got " + length);
        }
        Optional<int[]> found = Optional.empty();
        for (int n = 1; n <= length && found.isEmpty(); n++) {
            found = search(model, model.start(), new int[n], 0);
        }
        return found;
    }

    private static Optional<int[]> search(TransitionTensors model, double[] belief, int[] word, int read) {
        if (read == word.length) {
            return model.total(belief) >= NEGATIVE ? Optional.empty() : Optional.of(word);
        }
        for (int v = 0; v < model.vocabulary().size(); v++) {
            word[read] = v;
            Optional<int[]> found = search(model, model.step(belief, v), word, read + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
