package org.assay.symbolic.run;

import java.util.Arrays;

/** Numbers by index, with one that stands for not known yet; grows as it is written. */
final class Numbers {
    static final int UNKNOWN = Integer.MIN_VALUE;

    private int[] values = new int[0];

    int get(int index) {
        return index < values.length ? values[index] : UNKNOWN;
    }

    void put(int index, int value) {
        if (index >= values.length) {
            int old = values.length;
            values = Arrays.copyOf(values, Math.max(16, Math.max(index + 1, 2 * old)));
            Arrays.fill(values, old, values.length, UNKNOWN);
        }
        values[index] = value;
    }

    void clear() {
        values = new int[0];
    }
}
