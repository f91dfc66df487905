package org.assay.symbolic.fit.discrete;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Selection.Ties;

/**
 * A place before a row, found by what stands there: what one head attends to. The token at the place is its value.
 *
 * @param kind  how the place is found
 * @param back  for {@link Kind#BACK} the distance; else 0
 * @param token for the kinds that look for a token; else -1
 * @param ties  which of several places
 */
record Pointer(Kind kind, int back, int token, Ties ties) {
    /** No place. */
    static final int NOWHERE = -1;

    /** How a place s is found from the row's position t; w is the sequence. */
    enum Kind {
        /** s = t - back. */
        BACK,
        /** w[s - 1] = w[t]: what followed the same token. */
        FOLLOWER,
        /** w[s - 1] = w[t] and w[s - 2] = w[t - 1]. */
        FOLLOWER_OF_PAIR,
        /** w[s + 1] = w[t], s + 1 below t: what came before the same token. */
        PREDECESSOR,
        /** w[s - 1] = token. */
        BEHIND,
        /** w[s + 1] = token. */
        BEFORE,
        /** The last s with w[s] other than token. */
        LATEST_BUT
    }

    static Pointer back(int distance) {
        return new Pointer(Kind.BACK, distance, NOWHERE, Ties.NEAREST);
    }

    /**
     * All that are tried.
     *
     * @param landmarks tokens that are looked for by name
     * @param farthest  how far back a place is counted
     */
    static List<Pointer> all(List<Integer> landmarks, int farthest) {
        List<Pointer> all = new ArrayList<>();
        for (int distance = 0; distance <= farthest; distance++) {
            all.add(back(distance));
        }
        for (Ties ties : Ties.values()) {
            all.add(new Pointer(Kind.FOLLOWER, 0, NOWHERE, ties));
            all.add(new Pointer(Kind.FOLLOWER_OF_PAIR, 0, NOWHERE, ties));
            all.add(new Pointer(Kind.PREDECESSOR, 0, NOWHERE, ties));
            for (int token : landmarks) {
                all.add(new Pointer(Kind.BEHIND, 0, token, ties));
                all.add(new Pointer(Kind.BEFORE, 0, token, ties));
            }
        }
        landmarks.forEach(token -> all.add(new Pointer(Kind.LATEST_BUT, 0, token, Ties.NEAREST)));
        return all;
    }

    /** The place for position {@code t} of {@code w}, {@link #NOWHERE} when there is none. */
    int find(int[] w, int t) {
        if (kind == Kind.BACK) {
            return t - back;
        }
        int found = NOWHERE;
        for (int s = 0; s <= t; s++) {
            if (holds(w, t, s)) {
                found = s;
                if (ties == Ties.FARTHEST) {
                    return s;
                }
            }
        }
        return found;
    }

    private boolean holds(int[] w, int t, int s) {
        return switch (kind) {
            case BACK -> t - s == back;
            case FOLLOWER -> s >= 1 && w[s - 1] == w[t];
            case FOLLOWER_OF_PAIR -> s >= 2 && w[s - 1] == w[t] && w[s - 2] == w[t - 1];
            case PREDECESSOR -> s + 1 < t && w[s + 1] == w[t];
            case BEHIND -> s >= 1 && w[s - 1] == token;
            case BEFORE -> s + 1 <= t && w[s + 1] == token;
            case LATEST_BUT -> w[s] != token;
        };
    }

    /** In words. */
    String says(Vocabulary vocabulary) {
        String which = ties == Ties.FARTHEST ? "first" : "last";
        String named = token == NOWHERE ? "" : vocabulary.token(token);
        return switch (kind) {
            case BACK -> back == 0 ? "the current token" : "the token " + back + " back";
            case FOLLOWER -> "what followed the current token the " + which + " time";
            case FOLLOWER_OF_PAIR -> "what followed the last two tokens the " + which + " time";
            case PREDECESSOR -> "what came before the current token the " + which + " time it came earlier";
            case BEHIND -> "the token behind the " + which + " " + named;
            case BEFORE -> "the token before the " + which + " " + named;
            case LATEST_BUT -> "the last token other than " + named;
        };
    }

    /** As a name of a head. */
    String name(Vocabulary vocabulary) {
        String which = ties == Ties.FARTHEST ? "first-" : "last-";
        String named = token == NOWHERE ? "" : "-" + vocabulary.token(token);
        return kind == Kind.BACK
                ? "back" + back
                : (kind == Kind.LATEST_BUT ? "" : which)
                        + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + named;
    }
}
