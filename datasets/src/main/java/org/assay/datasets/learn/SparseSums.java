package org.assay.datasets.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Two sums for each of many keys, of which few occur: open addressing with steps of one. Keys are at least 0. */
final class SparseSums {
    private static final long EMPTY = -1;
    private long[] keys = new long[1 << 10];
    private double[] first = new double[1 << 10];
    private double[] second = new double[1 << 10];
    private int size;

    SparseSums() {
        Arrays.fill(keys, EMPTY);
    }

    void add(long key, double toFirst, double toSecond) {
        if (2 * size >= keys.length) {
            grow();
        }
        int slot = slot(key);
        if (keys[slot] == EMPTY) {
            keys[slot] = key;
            size++;
        }
        first[slot] += toFirst;
        second[slot] += toSecond;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 40) & keys.length - 1;
        while (keys[slot] != EMPTY && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        double[] oldFirst = first;
        double[] oldSecond = second;
        keys = new long[2 * oldKeys.length];
        first = new double[keys.length];
        second = new double[keys.length];
        Arrays.fill(keys, EMPTY);
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldKeys[old] != EMPTY) {
                int slot = slot(oldKeys[old]);
                keys[slot] = oldKeys[old];
                first[slot] = oldFirst[old];
                second[slot] = oldSecond[old];
            }
        }
    }

    /** The slots in use, by rising key. */
    int[] keysInOrder() {
        long[] sorted = new long[size];
        int filled = 0;
        for (long key : keys) {
            if (key != EMPTY) {
                sorted[filled++] = key;
            }
        }
        Arrays.sort(sorted);
        return IntStream.range(0, size).map(k -> slot(sorted[k])).toArray();
    }

    long key(int slot) {
        return keys[slot];
    }

    double first(int slot) {
        return first[slot];
    }

    double second(int slot) {
        return second[slot];
    }
}
