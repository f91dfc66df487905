package org.assay.symbolic.program;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Attention with a threshold. For a query at t every key s {@code <=} t scores
 *
 * <pre>score(t, s) = sum of seek weights that s matches, over the queries that hold at t + sum of offset weights with t - s = offset</pre>
 *
 * <p>Keys with a score of at least {@code threshold} are kept, then the best {@code k} of them by score, the nearest first
 * among equals. The explicit labels of the kept keys that pass the value filter (themselves or an ancestor is named in it) are
 * inserted at t under the head's own prefix, {@code NAME:label}, with their ancestors renamed the same way. When no key is kept
 * the head inserts {@code NAME:none} instead: nothing selected is a value of its own.
 *
 * @param name      unique within the program; also the prefix of the copies
 * @param k         how many keys are kept at most, from 1
 * @param threshold least score of a key that is kept
 * @param queries   what keys must hold
 * @param offsets   where keys must stand, at most one atom per offset
 * @param values    which labels are copied, at least one
 */
public record Head(
        String name, int k, int threshold, List<Query> queries, List<OffsetAtom> offsets, List<String> values) {
    /** What a head inserts, under its prefix, where no key is kept. */
    public static final String NONE = "none";

    public Head {
        Atom.requireSmall(k, "k of head '" + name + "'");
        Atom.requireSmall(threshold, "threshold of head '" + name + "'");
        if (k < 1) {
            throw new IllegalArgumentException("head '" + name + "' must keep at least one key, got k = " + k);
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("head '" + name + "' copies nothing: its value filter is empty");
        }
        queries = List.copyOf(queries);
        offsets = canonicalOffsets(offsets, name);
        values = List.copyOf(new TreeSet<>(values));
    }

    /** The head that copies from exactly {@code offset} positions back. */
    public static Head at(String name, int offset, Collection<String> values) {
        return new Head(name, 1, 1, List.of(), List.of(new OffsetAtom(offset, 1)), List.copyOf(values));
    }

    /** The name of the copy of {@code label}. */
    public String copyOf(String label) {
        return name + ":" + label;
    }

    private static List<OffsetAtom> canonicalOffsets(List<OffsetAtom> offsets, String name) {
        TreeMap<Integer, OffsetAtom> sorted = new TreeMap<>();
        for (OffsetAtom atom : offsets) {
            if (sorted.put(atom.offset(), atom) != null) {
                throw new IllegalArgumentException("head '" + name + "' scores offset " + atom.offset() + " twice");
            }
        }
        return List.copyOf(sorted.values());
    }
}
