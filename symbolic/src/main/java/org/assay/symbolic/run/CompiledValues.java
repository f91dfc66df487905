package org.assay.symbolic.run;

import java.util.Arrays;
import java.util.List;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.Values;

/**
 * What a head inserts for the keys it keeps, with labels as indices. An insertion is a row like a state: bits for labels that are
 * inserted, numbers by which counters rise.
 */
final class CompiledValues {
    private static final int NOT_INSERTED = -1;

    private final StateLayout layout;
    private final boolean counted;
    private final int none;
    /** For a label that may be explicit, what it inserts; counted: for a label that may be active. */
    private final int[] copies;
    /** Labels that pass the filter. */
    private final long[] passing;

    private final Position[] where;
    private final int[] whereCopies;
    private final int count;
    private final int[] buckets;
    private final int[] bucketLabels;

    /** @param needed what is inserted beside these is of no consequence and is left out */
    CompiledValues(Head head, StateLayout layout, long[] needed) {
        this.layout = layout;
        LabelGraph graph = layout.graph();
        Values values = head.values();
        this.counted = values.counted();
        this.none = index(head, Head.NONE, needed);
        this.copies = new int[graph.size()];
        this.passing = new long[layout.bitWords()];
        Arrays.fill(copies, NOT_INSERTED);
        int[] filter = values.labels().stream().mapToInt(graph::index).toArray();
        for (int label = 0; label < copies.length; label++) {
            long[] closure = graph.closure(label);
            if (Arrays.stream(filter).anyMatch(value -> LabelBits.has(closure, value))) {
                LabelBits.add(passing, label);
            }
        }
        LabelBits.forEach(passing, label -> {
            if (counted) {
                LabelBits.forEach(
                        graph.closure(label), above -> copies[above] = index(head, graph.name(above), needed));
            } else {
                copies[label] = index(head, graph.name(label), needed);
            }
        });
        List<Position> positions = values.where();
        this.where = positions.toArray(Position[]::new);
        this.whereCopies = positions.stream()
                .mapToInt(position -> index(head, position.label(), needed))
                .toArray();
        this.count = values.widest() > 0 ? index(head, Head.COUNT, needed) : NOT_INSERTED;
        this.buckets = values.buckets().stream().mapToInt(least -> least).toArray();
        this.bucketLabels = values.buckets().stream()
                .mapToInt(least -> index(head, Head.bucket(least), needed))
                .toArray();
    }

    /** The copy's index, or {@link #NOT_INSERTED} where there is no such label or it is not needed. */
    private int index(Head head, String label, long[] needed) {
        String copy = head.copyOf(label);
        if (!layout.graph().contains(copy)) {
            return NOT_INSERTED;
        }
        int index = layout.graph().index(copy);
        return LabelBits.has(needed, index) ? index : NOT_INSERTED;
    }

    /** Whether what is inserted for one key depends on its labels alone, not on where it stands or how many others are kept. */
    boolean byLabelsAlone() {
        return where.length == 0 && buckets.length == 0;
    }

    /** Whether where keys stand is inserted. */
    boolean saysWhere() {
        return where.length > 0;
    }

    /** What the labels of one kept key in state {@code row} insert. */
    long[] ofKey(long[] row) {
        long[] inserted = layout.empty();
        long[] copied = new long[layout.bitWords()];
        for (int w = 0; w < copied.length; w++) {
            copied[w] = row[w] & passing[w];
        }
        LabelBits.forEach(counted ? layout.graph().closureOf(copied) : copied, label -> {
            if (copies[label] != NOT_INSERTED) {
                layout.set(inserted, copies[label], counted ? 1 : layout.amount(row, label));
            }
        });
        return inserted;
    }

    /** Adds what the labels of one kept key insert: labels are united, numbers added up. */
    void add(long[] inserted, long[] ofKey) {
        for (int w = 0; w < layout.bitWords(); w++) {
            inserted[w] |= ofKey[w];
        }
        for (int w = layout.bitWords(); w < inserted.length; w++) {
            inserted[w] += ofKey[w];
        }
    }

    /** Adds where the kept key at s stands for the query at t. */
    void addWhere(long[] inserted, int t, int s) {
        for (int i = 0; i < where.length; i++) {
            if (whereCopies[i] != NOT_INSERTED && where[i].holds(t, s)) {
                layout.set(inserted, whereCopies[i], counted ? layout.amount(inserted, whereCopies[i]) + 1 : 1);
            }
        }
    }

    /** Adds how many keys are kept, and that there is none. */
    void addCount(long[] inserted, int kept) {
        if (kept == 0 && none != NOT_INSERTED) {
            LabelBits.add(inserted, none);
        }
        if (count != NOT_INSERTED) {
            layout.set(inserted, count, kept);
        }
        for (int i = 0; i < buckets.length && kept >= buckets[i]; i++) {
            if (bucketLabels[i] != NOT_INSERTED) {
                LabelBits.add(inserted, bucketLabels[i]);
            }
        }
    }

    /** Whether anything that it may insert is of consequence. */
    boolean isIdle() {
        boolean copied = Arrays.stream(copies).anyMatch(copy -> copy != NOT_INSERTED);
        boolean said = Arrays.stream(whereCopies).anyMatch(copy -> copy != NOT_INSERTED);
        boolean bucketed = Arrays.stream(bucketLabels).anyMatch(copy -> copy != NOT_INSERTED);
        return !copied && !said && !bucketed && none == NOT_INSERTED && count == NOT_INSERTED;
    }
}
