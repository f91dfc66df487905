package org.assay.datasets.process;

import java.util.Arrays;
import java.util.Optional;

/** Looks for words of negative probability, which a generalised hidden Markov model can have although its laws sum to 1. */
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

    /** The first word of at most {@code length} tokens, depth first, with a negative probability. */
    public static Optional<int[]> firstNegative(TransitionTensors model, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("words are checked up to a length of at least 1, got " + length);
        }
        return search(model, model.start(), new int[length], 0);
    }

    private static Optional<int[]> search(TransitionTensors model, double[] belief, int[] word, int read) {
        double probability = model.total(belief);
        if (!(probability >= NEGATIVE)) {
            return Optional.of(Arrays.copyOf(word, read));
        }
        for (int v = 0; read < word.length && v < model.vocabulary().size(); v++) {
            word[read] = v;
            Optional<int[]> found = search(model, model.step(belief, v), word, read + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
