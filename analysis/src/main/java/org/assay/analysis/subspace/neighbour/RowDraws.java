package org.assay.analysis.subspace.neighbour;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;

/**
 * Draws queries and keys from some of the rows, each row with the same chance, whatever its weight: how often a combination of
 * values occurs then does not enter, only whether it does, so factors that depend on each other are not taken for one.
 */
final class RowDraws {
    private final int[] from;
    private final boolean[] taken;
    private final Draws draws;

    /**
     * @param from  rows to draw from
     * @param total how many rows there are altogether
     */
    RowDraws(int[] from, int total, Draws draws) {
        this.from = from;
        this.taken = new boolean[total];
        this.draws = draws;
    }

    /** {@code count} draws; a row may come again. */
    int[] queries(int count) {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = from[draws.nextInt(from.length)];
        }
        return rows;
    }

    /** {@code count} draws of which each row is kept once; all rows where there are no more than that. */
    int[] keys(int count) {
        if (count >= from.length) {
            return from.clone();
        }
        int[] rows = new int[count];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = from[draws.nextInt(from.length)];
            if (!taken[row]) {
                taken[row] = true;
                rows[kept++] = row;
            }
        }
        for (int i = 0; i < kept; i++) {
            taken[rows[i]] = false;
        }
        return Arrays.copyOf(rows, kept);
    }
}
