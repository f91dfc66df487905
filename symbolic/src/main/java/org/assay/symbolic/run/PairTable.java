package org.assay.symbolic.run;

import java.util.Arrays;

/** From pairs of numbers that are not negative to such a number: open addressing, nothing allocated for a look-up. */
final class PairTable {
    static final int ABSENT = -1;
    private static final int FIRST_SLOTS = 64;
    private static final long FREE = -1;

    private long[] keys = new long[FIRST_SLOTS];
    private int[] values = new int[FIRST_SLOTS];
    private int size;

    PairTable() {
        Arrays.fill(keys, FREE);
    }

    /** What was put for the pair, or {@link #ABSENT}. */
    int get(int first, int second) {
        long key = (long) first << Integer.SIZE | second;
        int slot = slot(key);
        return keys[slot] == key ? values[slot] : ABSENT;
    }

    /** The pair must be absent. */
    void put(int first, int second, int value) {
        if (2 * ++size > keys.length) {
            grow();
        }
        long key = (long) first << Integer.SIZE | second;
        int slot = slot(key);
        keys[slot] = key;
        values[slot] = value;
    }

    /** Words that it takes. */
    long words() {
        return keys.length + keys.length / 2;
    }

    void clear() {
        if (size > 0) {
            keys = new long[FIRST_SLOTS];
            values = new int[FIRST_SLOTS];
            Arrays.fill(keys, FREE);
            size = 0;
        }
    }

    private int slot(long key) {
        int slot = Hash.of(key) & keys.length - 1;
        while (keys[slot] != key && keys[slot] != FREE) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[keys.length];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
