package org.assay.symbolic.run;

import java.util.Arrays;

/** Rows of words, each kept once and known by its number from 0 on. */
final class RowTable {
    private static final int FIRST_SLOTS = 16;
    private static final int FREE = -1;

    private long[][] rows = new long[FIRST_SLOTS / 2][];
    private int[] slots = new int[FIRST_SLOTS];
    private int size;

    RowTable() {
        Arrays.fill(slots, FREE);
    }

    /** The number of the row equal to {@code row}, of which a copy is kept when it is new. */
    int number(long[] row) {
        int slot = slot(row);
        if (slots[slot] != FREE) {
            return slots[slot];
        }
        if (size == rows.length) {
            grow();
            slot = slot(row);
        }
        rows[size] = row.clone();
        slots[slot] = size;
        return size++;
    }

    /** The row with that number; not a copy. */
    long[] row(int number) {
        return rows[number];
    }

    int size() {
        return size;
    }

    void clear() {
        rows = new long[FIRST_SLOTS / 2][];
        slots = new int[FIRST_SLOTS];
        Arrays.fill(slots, FREE);
        size = 0;
    }

    private int slot(long[] row) {
        int slot = Hash.of(row) & slots.length - 1;
        while (slots[slot] != FREE && !Arrays.equals(rows[slots[slot]], row)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        rows = Arrays.copyOf(rows, 2 * rows.length);
        slots = new int[2 * slots.length];
        Arrays.fill(slots, FREE);
        for (int number = 0; number < size; number++) {
            slots[slot(rows[number])] = number;
        }
    }
}
