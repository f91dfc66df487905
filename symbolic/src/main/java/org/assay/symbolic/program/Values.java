package org.assay.symbolic.program;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a head inserts for the keys it keeps, all under its prefix.
 *
 * <ul>
 *   <li>The explicit labels of every kept key that pass the filter (the label or an ancestor is in {@code labels}), with their
 *       ancestors renamed the same way. A counter brings its number; those of several keys are added.
 *   <li>The positions of {@code where} that hold for a kept key.
 *   <li>With {@code counted} all of these are counters without superlabels: in how many kept keys a label was active, as a passing
 *       label or an ancestor of one, or a position held.
 *   <li>With {@code widest} above 0 the counter {@code count}, the number of kept keys, and its buckets {@code ge1}, {@code ge2},
 *       {@code ge4} and so on up to {@code widest}, of which each is a superlabel of the next.
 * </ul>
 *
 * @param labels  names a copied label or one of its ancestors
 * @param where   positions that are inserted
 * @param counted whether copies count keys
 * @param widest  the last bucket of the number of kept keys, a power of 2; 0 for no such labels
 */
public record Values(List<String> labels, List<Position> where, boolean counted, int widest) {
    public Values {
        labels = List.copyOf(new TreeSet<>(labels));
        TreeSet<Position> sorted = new TreeSet<>(Position.ORDER);
        sorted.addAll(where);
        where = List.copyOf(sorted);
        Limits.requireBetween(widest, 0, Limits.NUMBER, "last bucket of a count");
        if (Integer.bitCount(widest) > 1) {
            throw new IllegalArgumentException("the last bucket of a count must be a power of 2, got " + widest);
        }
        if (labels.isEmpty() && where.isEmpty() && widest == 0) {
            throw new IllegalArgumentException(
                    "a head inserts nothing: it copies nothing, its value filter is empty, nor does it say where or count");
        }
    }

    /** The labels that pass the filter, copied as they are. */
    public static Values of(List<String> labels) {
        return new Values(labels, List.of(), false, 0);
    }

    /** The buckets of the number of kept keys: 1, 2, 4 and so on up to {@code widest}. */
    public List<Integer> buckets() {
        List<Integer> buckets = new ArrayList<>();
        for (int least = 1; least <= widest; least *= 2) {
            buckets.add(least);
        }
        return buckets;
    }
}
