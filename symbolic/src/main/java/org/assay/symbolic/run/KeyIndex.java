package org.assay.symbolic.run;

import java.util.Arrays;

/**
 * The positions of one sequence by the class of key that stands there: for each class a chain from its last position back to its
 * first. Appending and forgetting a position costs the same however long the sequence is.
 */
final class KeyIndex {
    static final int NONE = -1;

    private int[] classes = new int[0];
    private int[] previous = new int[0];
    private int[] next = new int[0];
    private int[] last = new int[0];
    private int[] first = new int[0];
    private int length;

    int length() {
        return length;
    }

    /** The class of the key at the next position. */
    void append(int keyClass) {
        if (length == classes.length) {
            int room = Math.max(64, 2 * length);
            classes = Arrays.copyOf(classes, room);
            previous = Arrays.copyOf(previous, room);
            next = Arrays.copyOf(next, room);
        }
        if (keyClass >= last.length) {
            int old = last.length;
            last = Arrays.copyOf(last, Math.max(64, Math.max(keyClass + 1, 2 * old)));
            first = Arrays.copyOf(first, last.length);
            Arrays.fill(last, old, last.length, NONE);
        }
        classes[length] = keyClass;
        previous[length] = last[keyClass];
        next[length] = NONE;
        if (last[keyClass] == NONE) {
            first[keyClass] = length;
        } else {
            next[last[keyClass]] = length;
        }
        last[keyClass] = length++;
    }

    void clear() {
        for (int s = 0; s < length; s++) {
            last[classes[s]] = NONE;
        }
        length = 0;
    }

    int classAt(int s) {
        return classes[s];
    }

    /** The last position of the class, or {@link #NONE}. */
    int last(int keyClass) {
        return keyClass < last.length ? last[keyClass] : NONE;
    }

    /** The first position of a class that has one. */
    int first(int keyClass) {
        return first[keyClass];
    }

    int previous(int s) {
        return previous[s];
    }

    int next(int s) {
        return next[s];
    }
}
