package org.assay.symbolic.run;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.function.IntConsumer;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;

/**
 * Where a state keeps what: a row of words, first one bit for every label, then one word with the number of every counter. In a
 * state the bits are the explicit labels, in its closure the active ones; the numbers are the same in both. The bit of a counter is
 * set where its number is above 0.
 */
final class StateLayout {
    private static final int PLAIN = -1;

    private final LabelGraph graph;
    private final int bitWords;
    private final int[] numberAt;
    private final int width;

    StateLayout(LabelGraph graph, SortedSet<String> counters) {
        this.graph = graph;
        this.bitWords = LabelBits.words(graph.size());
        this.numberAt = new int[graph.size()];
        Arrays.fill(numberAt, PLAIN);
        int next = bitWords;
        for (String counter : counters) {
            numberAt[graph.index(counter)] = next++;
        }
        this.width = next;
    }

    LabelGraph graph() {
        return graph;
    }

    /** Words of a row. */
    int width() {
        return width;
    }

    /** Words of a row that hold bits. */
    int bitWords() {
        return bitWords;
    }

    long[] empty() {
        return new long[width];
    }

    boolean isCounter(int label) {
        return numberAt[label] != PLAIN;
    }

    /** The word of a row that holds the number of a counter. */
    int numberAt(int counter) {
        return numberAt[counter];
    }

    /** What the label holds in the row: the number of a counter, else 1 where the bit is set. */
    long amount(long[] row, int label) {
        return isCounter(label) ? row[numberAt[label]] : LabelBits.has(row, label) ? 1 : 0;
    }

    /** Whether the bit of the label is set. */
    boolean isActive(long[] row, int label) {
        return LabelBits.has(row, label);
    }

    /** Sets what the label holds, 0 for nothing. */
    void set(long[] row, int label, long amount) {
        if (amount > 0) {
            LabelBits.add(row, label);
        } else {
            LabelBits.remove(row, label);
        }
        if (isCounter(label)) {
            row[numberAt[label]] = amount;
        }
    }

    /** The active labels of a state, with the same numbers, as a new row. */
    long[] closureOf(long[] row) {
        long[] closure = row.clone();
        forEachLabel(row, label -> {
            long[] ancestors = graph.closure(label);
            for (int w = 0; w < bitWords; w++) {
                closure[w] |= ancestors[w];
            }
        });
        return closure;
    }

    /** Calls {@code visit} with every label whose bit is set in the row, rising. */
    void forEachLabel(long[] row, IntConsumer visit) {
        for (int w = 0; w < bitWords; w++) {
            for (long rest = row[w]; rest != 0; rest &= rest - 1) {
                visit.accept((w << 6) + Long.numberOfTrailingZeros(rest));
            }
        }
    }

    /** A mask of rows that keeps these labels and their numbers. */
    long[] maskOf(long[] labels) {
        long[] mask = Arrays.copyOf(labels, width);
        for (int label = 0; label < numberAt.length; label++) {
            if (isCounter(label) && LabelBits.has(labels, label)) {
                mask[numberAt[label]] = -1;
            }
        }
        return mask;
    }

    /** The part of a row that a mask keeps, as a new row. */
    static long[] and(long[] row, long[] mask) {
        long[] both = new long[row.length];
        for (int w = 0; w < both.length; w++) {
            both[w] = row[w] & mask[w];
        }
        return both;
    }

    /** How many labels are active in a state. */
    int activeLabels(long[] row) {
        long[] closure = closureOf(row);
        int active = 0;
        for (int w = 0; w < bitWords; w++) {
            active += Long.bitCount(closure[w]);
        }
        return active;
    }
}
