package org.assay.datasets.learn;

import java.util.Arrays;
import java.util.List;

/**
 * A text as token ids, one sequence after the other.
 *
 * @param name   where it comes from, for the language made of it
 * @param words  the token of each id
 * @param tokens ids of all sequences in a row
 * @param starts index of the first token of each sequence, and at last the number of tokens
 */
public record TokenText(String name, List<String> words, int[] tokens, int[] starts) {
    public TokenText {
        words = List.copyOf(words);
        if (starts.length < 2 || starts[0] != 0 || starts[starts.length - 1] != tokens.length) {
            throw new IllegalArgumentException("a text needs at least one sequence, and starts from 0 to "
                    + tokens.length + ", got " + Arrays.toString(starts));
        }
    }

    /** A text of sequences of equal length, row-major. */
    public static TokenText ofRows(String name, List<String> words, int[] tokens, int length) {
        int[] starts = new int[tokens.length / length + 1];
        Arrays.setAll(starts, row -> row * length);
        return new TokenText(name, words, tokens, starts);
    }

    public int sequences() {
        return starts.length - 1;
    }

    /** The sequences of these indices, in that order, over the same vocabulary. */
    TokenText select(int[] sequences) {
        int[] selectedStarts = new int[sequences.length + 1];
        for (int s = 0; s < sequences.length; s++) {
            selectedStarts[s + 1] = selectedStarts[s] + starts[sequences[s] + 1] - starts[sequences[s]];
        }
        int[] selected = new int[selectedStarts[sequences.length]];
        for (int s = 0; s < sequences.length; s++) {
            int length = selectedStarts[s + 1] - selectedStarts[s];
            System.arraycopy(tokens, starts[sequences[s]], selected, selectedStarts[s], length);
        }
        return new TokenText(name, words, selected, selectedStarts);
    }

    /** The first sequences, up to so many tokens; the last one may be cut. */
    TokenText beginning(int length) {
        int to = Math.min(length, tokens.length);
        int whole = 0;
        while (starts[whole + 1] < to) {
            whole++;
        }
        int[] kept = Arrays.copyOf(starts, whole + 2);
        kept[whole + 1] = to;
        return new TokenText(name, words, Arrays.copyOf(tokens, to), kept);
    }

    /** How often each token comes. */
    long[] counts() {
        long[] counts = new long[words.size()];
        for (int token : tokens) {
            counts[token]++;
        }
        return counts;
    }
}
