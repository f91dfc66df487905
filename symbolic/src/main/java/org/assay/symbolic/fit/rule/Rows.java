package org.assay.symbolic.fit.rule;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.sequence.ContextSet;

/**
 * The rows of a context set as rules look at them: the tokens before, the brackets that are open, and what followed earlier
 * occurrences of the current token. A row stands {@link #OUTSIDE}, inside the bracket that {@link #innermost} names, or
 * {@link #BEHIND} one that has just closed.
 *
 * <p>Inside a bracket {@link #contents} is the distance from where it opened, {@link #RESUMED} when a bracket inside it has closed.
 */
final class Rows {
    static final int NONE = -1;
    static final int OUTSIDE = 0;
    static final int INSIDE = 1;
    static final int BEHIND = 2;

    /** Contents are told apart up to one less. */
    static final int RESUMED = 16;

    /** Which follower of the current token's earlier occurrences: the first or the latest. */
    static final int FIRST = 0;

    static final int LATEST = 1;
    static final int FOLLOWERS = 2;

    private final ContextSet contexts;
    private final int vocabulary;
    private final List<BracketPair> brackets;
    final int[] place;
    final int[] innermost;
    final int[] depth;
    final int[] contents;
    final int[][] follower;

    Rows(ContextSet contexts, int vocabulary, List<BracketPair> brackets) {
        this.contexts = contexts;
        this.vocabulary = vocabulary;
        this.brackets = List.copyOf(brackets);
        int rows = contexts.rows();
        this.place = new int[rows];
        this.innermost = new int[rows];
        this.depth = new int[rows];
        this.contents = new int[rows];
        this.follower = new int[FOLLOWERS][rows];
        int row = 0;
        while (row < rows) {
            row = read(row);
        }
    }

    int size() {
        return place.length;
    }

    int vocabulary() {
        return vocabulary;
    }

    List<BracketPair> brackets() {
        return brackets;
    }

    ContextSet contexts() {
        return contexts;
    }

    /** The token {@code distance} before the current one, {@link #NONE} before the first. */
    int back(int row, int distance) {
        int at = contexts.rowPosition(row) - distance;
        return at < 0 ? NONE : contexts.sequence(contexts.rowSequence(row))[at];
    }

    int current(int row) {
        return back(row, 0);
    }

    /** The distance, {@code from} to {@code to}, of the nearest of {@code tokens}; {@link #NONE} when there is none. */
    int nearest(int row, boolean[] tokens, int from, int to) {
        int[] sequence = contexts.sequence(contexts.rowSequence(row));
        int now = contexts.rowPosition(row);
        for (int distance = from; distance <= to && distance <= now; distance++) {
            if (tokens[sequence[now - distance]]) {
                return distance;
            }
        }
        return NONE;
    }

    boolean isBracket(int token) {
        for (BracketPair pair : brackets) {
            if (token == pair.open() || token == pair.close()) {
                return true;
            }
        }
        return false;
    }

    /** Walks over the sequence that begins at {@code row}; returns the first row of the next one. */
    private int read(int row) {
        int sequence = contexts.rowSequence(row);
        int[] tokens = contexts.sequence(sequence);
        Walk walk = new Walk(tokens.length);
        int next = row;
        for (int t = 0; t < tokens.length && next < size() && contexts.rowSequence(next) == sequence; t++) {
            walk.read(tokens[t]);
            if (contexts.rowPosition(next) == t) {
                walk.write(next++, tokens[t]);
            }
        }
        return next;
    }

    /** Brackets and followers on the way through one sequence. */
    private final class Walk {
        private final int[] kinds;
        private final int[] held;
        private final int[] followers = new int[FOLLOWERS * vocabulary];
        private int open;
        private int behind = NONE;
        private int before = NONE;

        Walk(int length) {
            kinds = new int[length + 1];
            held = new int[length + 1];
            Arrays.fill(followers, NONE);
        }

        void read(int token) {
            int opens = indexOf(token, true);
            int closes = indexOf(token, false);
            if (opens != NONE) {
                kinds[open] = opens;
                held[open] = 0;
                open++;
                before = NONE;
                behind = NONE;
            } else if (closes != NONE && open > 0) {
                open--;
                behind = open == 0 ? closes : NONE;
                if (open > 0) {
                    held[open - 1] = RESUMED;
                }
                before = NONE;
            } else if (open > 0) {
                held[open - 1] = Math.min(RESUMED, held[open - 1] + 1);
            } else {
                if (before != NONE) {
                    remember(before, token);
                }
                before = token;
                behind = NONE;
            }
        }

        private int indexOf(int token, boolean opening) {
            for (int b = 0; b < brackets.size(); b++) {
                if (token == (opening ? brackets.get(b).open() : brackets.get(b).close())) {
                    return b;
                }
            }
            return NONE;
        }

        private void remember(int token, int follower) {
            if (followers[token] == NONE) {
                followers[token] = follower;
            }
            followers[LATEST * vocabulary + token] = follower;
        }

        void write(int row, int token) {
            place[row] = open > 0 ? INSIDE : behind != NONE ? BEHIND : OUTSIDE;
            innermost[row] = open > 0 ? kinds[open - 1] : behind;
            depth[row] = open;
            contents[row] = open > 0 ? held[open - 1] : 0;
            for (int which = 0; which < FOLLOWERS; which++) {
                follower[which][row] = open > 0 ? NONE : followers[which * vocabulary + token];
            }
        }
    }
}
