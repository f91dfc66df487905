package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.sequence.ContextSet;

/** Every string of tokens up to a length, each once and of equal weight. */
public final class EveryContext {
    private static final int MOST_ROWS = 2_000_000;

    private EveryContext() {}

    /**
     * Sequences are the strings of {@code longest} tokens in the order of their ids; each has a row for every position from the first
     * at which it differs from the one before it.
     *
     * @param tokens  V, from 1
     * @param longest from 1, with V + V^2 + ... + V^longest at most 2,000,000
     */
    public static ContextSet upTo(int tokens, int longest) {
        long rows = 0;
        long strings = 1;
        for (int length = 1; length <= longest; length++) {
            strings *= tokens;
            rows += strings;
            if (rows > MOST_ROWS) {
                throw new IllegalArgumentException("there are more than " + MOST_ROWS + " strings of up to " + longest
                        + " of " + tokens + " tokens: sample them, or ask for shorter ones");
            }
        }
        if (tokens < 1 || longest < 1) {
            throw new IllegalArgumentException(
                    "contexts need a token and a length from 1, got " + tokens + " tokens, length " + longest);
        }
        List<int[]> sequences = new ArrayList<>();
        int[] rowSequence = new int[(int) rows];
        int[] rowPosition = new int[(int) rows];
        double[] weights = new double[(int) rows];
        Arrays.fill(weights, 1);
        int[] string = new int[longest];
        int row = 0;
        for (int fresh = 0; fresh >= 0; ) {
            for (int p = fresh; p < longest; p++) {
                rowSequence[row] = sequences.size();
                rowPosition[row++] = p;
            }
            sequences.add(string.clone());
            fresh = longest - 1;
            while (fresh >= 0 && ++string[fresh] == tokens) {
                string[fresh--] = 0;
            }
        }
        return ContextSet.of(sequences.toArray(int[][]::new), rowSequence, rowPosition, weights);
    }
}
