package org.assay.datasets.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.origin.Seed;

/**
 * A text in two: what a language is estimated from, and what it is judged on. Whole sequences are held out, drawn by the seed; of a
 * text with too few of them the end of the last one. The vocabulary is that of the first part, other tokens are
 * {@link Layout#NONE} in the second.
 *
 * @param train   estimated from
 * @param heldOut sequences of ids, maybe none
 */
record HeldOutSplit(TokenText train, List<int[]> heldOut) {
    private static final int SHORTEST_CUT = 20;

    static HeldOutSplit of(TokenText text, double share, Seed seed) {
        int wanted = (int) Math.round(share * text.sequences());
        if (share == 0) {
            return of(text, List.of());
        }
        if (wanted == 0) {
            return cut(text, share);
        }
        int[] order = seed.child("held-out").draws().nextPermutation(text.sequences());
        int[] judged = Arrays.copyOf(order, wanted);
        int[] learnt = Arrays.copyOfRange(order, wanted, order.length);
        Arrays.sort(judged);
        Arrays.sort(learnt);
        TokenText apart = text.select(judged);
        List<int[]> heldOut = new ArrayList<>();
        for (int s = 0; s < apart.sequences(); s++) {
            heldOut.add(Arrays.copyOfRange(apart.tokens(), apart.starts()[s], apart.starts()[s + 1]));
        }
        return of(text.select(learnt), heldOut);
    }

    private static HeldOutSplit cut(TokenText text, double share) {
        int[] starts = text.starts().clone();
        int all = text.tokens().length;
        int last = starts[starts.length - 2];
        int from = Math.max(last, (int) Math.ceil(all * (1 - share)));
        if (all - from < SHORTEST_CUT || from - last < SHORTEST_CUT) {
            return of(text, List.of());
        }
        starts[starts.length - 1] = from;
        TokenText train = new TokenText(text.name(), text.words(), Arrays.copyOf(text.tokens(), from), starts);
        return of(train, List.of(Arrays.copyOfRange(text.tokens(), from, all)));
    }

    /** Closes up the vocabulary to the tokens that {@code train} holds. */
    private static HeldOutSplit of(TokenText train, List<int[]> heldOut) {
        long[] counts = train.counts();
        int[] number = new int[counts.length];
        List<String> words = new ArrayList<>();
        for (int x = 0; x < counts.length; x++) {
            number[x] = counts[x] > 0 ? words.size() : Layout.NONE;
            if (counts[x] > 0) {
                words.add(train.words().get(x));
            }
        }
        int[] tokens = Arrays.stream(train.tokens()).map(x -> number[x]).toArray();
        List<int[]> judged = heldOut.stream()
                .map(sequence -> Arrays.stream(sequence).map(x -> number[x]).toArray())
                .toList();
        return new HeldOutSplit(new TokenText(train.name(), words, tokens, train.starts()), judged);
    }
}
