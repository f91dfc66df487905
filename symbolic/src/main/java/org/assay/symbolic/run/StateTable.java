package org.assay.symbolic.run;

import java.util.Arrays;

/** The states that were met after a layer, each with its closure and a number from 0 on. */
final class StateTable {
    private final StateLayout layout;
    private final RowTable rows = new RowTable();
    private long[][] closures = new long[8][];

    StateTable(StateLayout layout) {
        this.layout = layout;
    }

    /** The number of the state. */
    int number(long[] row) {
        int number = rows.number(row);
        if (number >= closures.length) {
            closures = Arrays.copyOf(closures, 2 * closures.length);
        }
        if (closures[number] == null) {
            closures[number] = layout.closureOf(row);
        }
        return number;
    }

    /** The explicit labels and numbers; not a copy. */
    long[] row(int number) {
        return rows.row(number);
    }

    /** The active labels and numbers; not a copy. */
    long[] closure(int number) {
        return closures[number];
    }

    int size() {
        return rows.size();
    }

    void clear() {
        rows.clear();
        closures = new long[8][];
    }
}
