package org.assay.datasets.learn;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Where everything stands in a text with brackets: which targets the rules emit (ordinary ones), and what is known before each.
 * Ordinary targets are numbered from 0, grouped by the token before them and within that by the token before that one, so all
 * targets of a bigram or a trigram lie in a row.
 */
final class Layout {
    /** Stands for no token. */
    static final int NONE = -1;

    /** What a token is: the first of its sequence, emitted by a rule, or part of a bracket. */
    enum Place {
        FIRST,
        ORDINARY,
        OPEN,
        INSIDE,
        CLOSE,
        POST
    }

    private final TokenText text;
    private final List<BracketPair> brackets;
    private final Place[] places;
    private final int[] spanOf;
    private final int[] at;
    private final int[] begin;
    private final int[] indexOf;
    private final int[] firstOfToken;
    private final int[] firstFollower;
    private final int[] latestFollower;
    private final boolean[] isBracket;

    Layout(TokenText text, List<BracketPair> brackets) {
        this.text = text;
        this.brackets = brackets;
        int tokens = text.tokens().length;
        this.places = new Place[tokens];
        this.spanOf = new int[tokens];
        this.isBracket = new boolean[text.words().size()];
        for (BracketPair pair : brackets) {
            isBracket[pair.open()] = true;
            isBracket[pair.close()] = true;
        }
        if (walk(text, brackets, places, spanOf) < 0) {
            throw new IllegalArgumentException("brackets that do not agree with the text");
        }
        int[] sequenceBegin = new int[tokens];
        int ordinary = 0;
        for (int s = 0; s < text.sequences(); s++) {
            Arrays.fill(sequenceBegin, text.starts()[s], text.starts()[s + 1], text.starts()[s]);
        }
        for (Place place : places) {
            ordinary += place == Place.ORDINARY ? 1 : 0;
        }
        this.at = sorted(ordinary, sequenceBegin);
        this.begin = new int[ordinary];
        this.indexOf = new int[tokens];
        Arrays.fill(indexOf, NONE);
        this.firstOfToken = new int[text.words().size() + 1];
        for (int i = 0; i < ordinary; i++) {
            begin[i] = sequenceBegin[at[i]];
            indexOf[at[i]] = i;
            firstOfToken[text.tokens()[at[i] - 1] + 1]++;
        }
        for (int w = 0; w < text.words().size(); w++) {
            firstOfToken[w + 1] += firstOfToken[w];
        }
        this.firstFollower = new int[ordinary];
        this.latestFollower = new int[ordinary];
        rememberFollowers();
    }

    /** The deepest nesting, at least 1, when the pairs agree with the text and with what brackets may do; else -1. */
    static int nesting(TokenText text, List<BracketPair> brackets) {
        return walk(text, brackets, new Place[text.tokens().length], new int[text.tokens().length]);
    }

    private static int walk(TokenText text, List<BracketPair> brackets, Place[] places, int[] spanOf) {
        int[] opens = new int[text.words().size()];
        int[] closes = new int[text.words().size()];
        Arrays.fill(opens, NONE);
        Arrays.fill(closes, NONE);
        for (int b = 0; b < brackets.size(); b++) {
            opens[brackets.get(b).open()] = b;
            closes[brackets.get(b).close()] = b;
        }
        int deepest = 1;
        int[] stack = new int[17];
        int[] contents = new int[17];
        for (int s = 0; s < text.sequences(); s++) {
            int depth = 0;
            int behind = NONE;
            for (int t = text.starts()[s]; t < text.starts()[s + 1]; t++) {
                int token = text.tokens()[t];
                boolean first = t == text.starts()[s];
                if (opens[token] != NONE) {
                    if (first || behind != NONE || depth == 16) {
                        return -1;
                    }
                    places[t] = Place.OPEN;
                    stack[++depth] = opens[token];
                    contents[depth] = 0;
                    deepest = Math.max(deepest, depth);
                } else if (closes[token] != NONE) {
                    if (depth == 0 || stack[depth] != closes[token] || contents[depth] == 0) {
                        return -1;
                    }
                    places[t] = Place.CLOSE;
                    behind = depth == 1 ? stack[depth] : NONE;
                    depth--;
                } else if (depth > 0) {
                    places[t] = Place.INSIDE;
                    contents[depth]++;
                } else {
                    places[t] = first ? Place.FIRST : behind != NONE ? Place.POST : Place.ORDINARY;
                    spanOf[t] = behind;
                    behind = NONE;
                    continue;
                }
                spanOf[t] = places[t] == Place.CLOSE ? closes[token] : stack[depth];
            }
        }
        return deepest;
    }

    /** Ordinary targets by the token before and the token before that, each group in the order of the text. */
    private int[] sorted(int ordinary, int[] sequenceBegin) {
        int[] inOrder = new int[ordinary];
        int filled = 0;
        for (int t = 0; t < places.length; t++) {
            if (places[t] == Place.ORDINARY) {
                inOrder[filled++] = t;
            }
        }
        int[] byFirst = countingSort(inOrder, t -> t - 2 >= sequenceBegin[t] ? text.tokens()[t - 2] + 1 : 0);
        return countingSort(byFirst, t -> text.tokens()[t - 1]);
    }

    private int[] countingSort(int[] items, IntUnaryOperator key) {
        int[] from = new int[text.words().size() + 2];
        for (int item : items) {
            from[key.applyAsInt(item) + 1]++;
        }
        for (int k = 1; k < from.length; k++) {
            from[k] += from[k - 1];
        }
        int[] sorted = new int[items.length];
        for (int item : items) {
            sorted[from[key.applyAsInt(item)]++] = item;
        }
        return sorted;
    }

    /** As the observer does: only where token and follower stand outside brackets. */
    private void rememberFollowers() {
        int[] first = new int[text.words().size()];
        int[] latest = new int[text.words().size()];
        for (int s = 0; s < text.sequences(); s++) {
            Arrays.fill(first, NONE);
            Arrays.fill(latest, NONE);
            for (int t = text.starts()[s] + 1; t < text.starts()[s + 1]; t++) {
                int i = indexOf[t];
                if (i != NONE) {
                    int before = text.tokens()[t - 1];
                    firstFollower[i] = first[before];
                    latestFollower[i] = latest[before];
                    first[before] = first[before] == NONE ? text.tokens()[t] : first[before];
                    latest[before] = text.tokens()[t];
                }
            }
        }
    }

    TokenText text() {
        return text;
    }

    List<BracketPair> brackets() {
        return brackets;
    }

    boolean isBracket(int token) {
        return isBracket[token];
    }

    int vocabulary() {
        return text.words().size();
    }

    /** How many tokens stand in no bracket pair. */
    int ordinaryTokens() {
        return vocabulary() - 2 * brackets.size();
    }

    Place place(int t) {
        return places[t];
    }

    /** Index of the bracket that token {@code t} belongs to or stands just behind; {@link #NONE} when there is none. */
    int span(int t) {
        return places[t] == Place.FIRST || places[t] == Place.ORDINARY ? NONE : spanOf[t];
    }

    /** Number of ordinary targets. */
    int size() {
        return at.length;
    }

    /** Where ordinary target {@code i} stands in the text. */
    int at(int i) {
        return at[i];
    }

    /** The ordinary target that stands at {@code t}; {@link #NONE} when it is none. */
    int index(int t) {
        return indexOf[t];
    }

    int target(int i) {
        return text.tokens()[at[i]];
    }

    /** The token {@code distance} before the current one, which is at distance 0; {@link #NONE} before the sequence. */
    int back(int i, int distance) {
        int t = at[i] - 1 - distance;
        return t >= begin[i] ? text.tokens()[t] : NONE;
    }

    /** Ordinary targets behind token {@code w} are numbered from here to where those behind {@code w + 1} start. */
    int firstOf(int w) {
        return firstOfToken[w];
    }

    /** What followed the current token the first time, or the latest time; {@link #NONE} when it has not come before. */
    int follower(int i, boolean latest) {
        return latest ? latestFollower[i] : firstFollower[i];
    }
}
