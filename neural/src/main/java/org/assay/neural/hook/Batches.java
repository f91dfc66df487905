package org.assay.neural.hook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** Items of different lengths in batches of equal length and bounded size. */
final class Batches {
    private Batches() {}

    /**
     * Every item once: lengths rise from batch to batch, items keep their order within a length, and a batch holds at most
     * {@code positions} positions, but at least one item.
     */
    static List<int[]> byLength(int[] items, IntUnaryOperator length, int positions) {
        SortedMap<Integer, List<Integer>> groups = new TreeMap<>();
        for (int item : items) {
            groups.computeIfAbsent(length.applyAsInt(item), l -> new ArrayList<>())
                    .add(item);
        }
        List<int[]> batches = new ArrayList<>();
        groups.forEach((each, group) -> {
            int most = Math.max(1, positions / each);
            int[] all = group.stream().mapToInt(Integer::intValue).toArray();
            for (int from = 0; from < all.length; from += most) {
                batches.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + most)));
            }
        });
        return batches;
    }
}
