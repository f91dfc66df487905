package org.assay.datasets.language;

import java.util.Arrays;
import org.assay.datasets.language.LanguageDefinition.Induction.Which;

/**
 * What rules may look at: the last tokens, what followed the eligible occurrences of each token, and what a counterfactual
 * tells them to hold for true instead.
 */
final class History {
    /** Stands for no token. */
    static final int NONE = -1;

    private static final int NOT_TOLD = Integer.MIN_VALUE;
    private static final int VARIANTS = Which.values().length;

    private final int[] recent;
    private final int vocabulary;
    private final boolean counts;
    private final int[] followers;
    private final int[] times;
    private final int[] told;
    private int read;

    /**
     * @param reach      how many tokens before the last one may be asked for
     * @param vocabulary number of tokens
     * @param counts     whether the most frequent follower will be asked for
     * @param slots      how many things it may be told
     */
    History(int reach, int vocabulary, boolean counts, int slots) {
        recent = new int[Integer.highestOneBit(Math.max(1, reach)) << 1];
        this.vocabulary = vocabulary;
        this.counts = counts;
        followers = new int[VARIANTS * vocabulary];
        times = new int[counts ? vocabulary * vocabulary : 0];
        told = new int[slots];
        clear();
    }

    private History(History other) {
        recent = other.recent.clone();
        vocabulary = other.vocabulary;
        counts = other.counts;
        followers = other.followers.clone();
        times = other.times.clone();
        told = other.told.clone();
        read = other.read;
    }

    History copy() {
        return new History(this);
    }

    void clear() {
        Arrays.fill(recent, NONE);
        Arrays.fill(followers, NONE);
        Arrays.fill(times, 0);
        Arrays.fill(told, NOT_TOLD);
        read = 0;
    }

    void add(int token) {
        recent[read & recent.length - 1] = token;
        read++;
    }

    int read() {
        return read;
    }

    /** The token {@code distance} before the last one read, which is at distance 0; {@link #NONE} when there is none. */
    int back(int distance) {
        return recent[read - 1 - distance & recent.length - 1];
    }

    /** The follower of {@code token} that a variant of induction copies; {@link #NONE} when it has not occurred. */
    int follower(Which which, int token) {
        return followers[which.ordinal() * vocabulary + token];
    }

    /** Notes one more eligible occurrence of {@code token}, with {@code follower} behind it. */
    void rememberFollower(int token, int follower) {
        if (followers[token] == NONE) {
            followers[token] = follower;
        }
        followers[Which.LATEST.ordinal() * vocabulary + token] = follower;
        if (counts) {
            int often = ++times[token * vocabulary + follower];
            int leader = Which.MAJORITY.ordinal() * vocabulary + token;
            if (followers[leader] == NONE || often >= times[token * vocabulary + followers[leader]]) {
                followers[leader] = follower;
            }
        }
    }

    /** From now on {@code token} has this follower, whatever followed it. */
    void tellFollower(Which which, int token, int follower) {
        followers[which.ordinal() * vocabulary + token] = follower;
    }

    /** From now on the rules that ask at {@code slot} hold {@code value} for true. */
    void tell(int slot, int value) {
        told[slot] = value;
    }

    boolean isTold(int slot) {
        return told[slot] != NOT_TOLD;
    }

    int told(int slot) {
        return told[slot];
    }
}
