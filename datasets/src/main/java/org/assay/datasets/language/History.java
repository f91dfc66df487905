package org.assay.datasets.language;

import java.util.Arrays;

/** What rules may look at: the last tokens, and what followed the first eligible occurrence of each token. */
final class History {
    /** Stands for no token. */
    static final int NONE = -1;

    private final int[] recent;
    private final int[] followers;
    private int read;

    /**
     * @param reach      how many tokens before the last one may be asked for
     * @param vocabulary number of tokens
     */
    History(int reach, int vocabulary) {
        recent = new int[Integer.highestOneBit(Math.max(1, reach)) << 1];
        followers = new int[vocabulary];
        clear();
    }

    private History(History other) {
        recent = other.recent.clone();
        followers = other.followers.clone();
        read = other.read;
    }

    History copy() {
        return new History(this);
    }

    void clear() {
        Arrays.fill(recent, NONE);
        Arrays.fill(followers, NONE);
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

    /** What followed the first eligible occurrence of {@code token}; {@link #NONE} when it has not occurred. */
    int follower(int token) {
        return followers[token];
    }

    /** Keeps the first follower only. */
    void rememberFollower(int token, int follower) {
        if (followers[token] == NONE) {
            followers[token] = follower;
        }
    }
}
