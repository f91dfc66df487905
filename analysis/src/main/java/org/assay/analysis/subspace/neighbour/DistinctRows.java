package org.assay.analysis.subspace.neighbour;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that differ, and which of them stands for each row. Exact duplicates make the distance to the nearest neighbour 0 in every
 * block whatever the rotation, so nothing could be learned from rows that recur. Two rows are the same when no coordinate differs by
 * more than {@link #SAME}, about what float32 leaves between two computations of one thing where norms are about 1.
 *
 * @param rows   the first of each kind, in the order of the rows given
 * @param stands for each row given an index into {@code rows}
 */
record DistinctRows(float[][] rows, int[] stands) {
    static final float SAME = 1e-6f;

    /** Compares each row with those before it that lie close in the first coordinate. */
    static DistinctRows of(float[][] given) {
        int[] order = IntStream.range(0, given.length)
                .boxed()
                .sorted(Comparator.comparingDouble(r -> given[r][0]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] first = new int[given.length];
        List<Integer> near = new ArrayList<>();
        for (int r : order) {
            near.removeIf(other -> given[r][0] - given[other][0] > SAME);
            int same = near.stream()
                    .filter(other -> same(given[other], given[r]))
                    .findFirst()
                    .orElse(-1);
            if (same < 0) {
                near.add(r);
            }
            first[r] = same < 0 ? r : same;
        }
        return numbered(given, first);
    }

    private static boolean same(float[] a, float[] b) {
        for (int c = 0; c < a.length; c++) {
            if (!(Math.abs(a[c] - b[c]) <= SAME)) {
                return false;
            }
        }
        return true;
    }

    private static DistinctRows numbered(float[][] given, int[] first) {
        int[] index = new int[given.length];
        List<float[]> rows = new ArrayList<>();
        for (int r = 0; r < given.length; r++) {
            if (first[r] == r) {
                index[r] = rows.size();
                rows.add(given[r]);
            }
        }
        int[] stands = new int[given.length];
        for (int r = 0; r < given.length; r++) {
            stands[r] = index[first[r]];
        }
        return new DistinctRows(rows.toArray(float[][]::new), stands);
    }
}
