package org.assay.symbolic.run;

import java.util.Arrays;

/**
 * The best k of the keys that are offered, by score, among equals the nearest or the farthest: a heap with the worst on top.
 * Offered in any order they give the same keys.
 */
final class BestKeys {
    private final int k;
    private final boolean nearest;
    private int[] positions = new int[8];
    private long[] scores = new long[8];
    private int size;

    BestKeys(int k, boolean nearest) {
        this.k = k;
        this.nearest = nearest;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == k;
    }

    /** The position of kept key {@code i}, in no order until {@link #sort()}. */
    int position(int i) {
        return positions[i];
    }

    long score(int i) {
        return scores[i];
    }

    void offer(int position, long score) {
        if (size < k) {
            if (size == positions.length) {
                positions = Arrays.copyOf(positions, 2 * size);
                scores = Arrays.copyOf(scores, 2 * size);
            }
            positions[size] = position;
            scores[size] = score;
            rise(size++);
        } else if (worse(scores[0], positions[0], score, position)) {
            positions[0] = position;
            scores[0] = score;
            sink(0, size);
        }
    }

    /**
     * Whether no key can enter any more of which it is known that it scores at most {@code bound} and stands at {@code position} or
     * farther along in the direction of the search: towards the first token when {@code backwards}.
     */
    boolean closedTo(long bound, int position, boolean backwards) {
        if (size < k) {
            return false;
        }
        if (scores[0] != bound) {
            return scores[0] > bound;
        }
        return backwards == nearest && (nearest ? position < positions[0] : position > positions[0]);
    }

    /** Puts the best first. */
    void sort() {
        for (int end = size - 1; end > 0; end--) {
            swap(0, end);
            sink(0, end);
        }
    }

    private boolean worse(long score, int position, long thanScore, int thanPosition) {
        return score != thanScore ? score < thanScore : nearest ? position < thanPosition : position > thanPosition;
    }

    private void rise(int i) {
        int at = i;
        while (at > 0) {
            int parent = at - 1 >>> 1;
            if (!worse(scores[at], positions[at], scores[parent], positions[parent])) {
                return;
            }
            swap(at, parent);
            at = parent;
        }
    }

    private void sink(int i, int end) {
        int at = i;
        while (2 * at + 1 < end) {
            int child = 2 * at + 1;
            if (child + 1 < end && worse(scores[child + 1], positions[child + 1], scores[child], positions[child])) {
                child++;
            }
            if (!worse(scores[child], positions[child], scores[at], positions[at])) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void swap(int i, int j) {
        int position = positions[i];
        positions[i] = positions[j];
        positions[j] = position;
        long score = scores[i];
        scores[i] = scores[j];
        scores[j] = score;
    }
}
