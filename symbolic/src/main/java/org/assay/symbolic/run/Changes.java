package org.assay.symbolic.run;

import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.program.Limits;

/** What a layer inserts and deletes at one position, added up label by label; empty again after each use. */
final class Changes {
    private final StateLayout layout;
    private final long[] net;
    private final long[] touched;

    Changes(StateLayout layout) {
        this.layout = layout;
        this.net = new long[layout.graph().size()];
        this.touched = new long[layout.bitWords()];
    }

    void add(int label, long by) {
        net[label] += by;
        LabelBits.add(touched, label);
    }

    /** An insertion by a head: 1 for each of its labels, or the number of a counter. */
    void addInserted(long[] row) {
        layout.forEachLabel(row, label -> add(label, layout.amount(row, label)));
    }

    /** Labels and their changes, taking turns. */
    void addPairs(long[] pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            add((int) pairs[i], pairs[i + 1]);
        }
    }

    /** What {@link #addPairs} takes. */
    long[] takePairs() {
        int labels = 0;
        for (long word : touched) {
            labels += Long.bitCount(word);
        }
        long[] pairs = new long[2 * labels];
        int at = 0;
        for (int w = 0; w < touched.length; w++) {
            for (long rest = touched[w]; rest != 0; rest &= rest - 1) {
                int label = (w << 6) + Long.numberOfTrailingZeros(rest);
                pairs[at++] = label;
                pairs[at++] = net[label];
                net[label] = 0;
            }
            touched[w] = 0;
        }
        return pairs;
    }

    /**
     * Makes {@code row}, the state before, the state after: every label holds what it held and its change, a plain one where that
     * is above 0, a counter no less than 0 and no more than {@link Limits#NUMBER}.
     */
    void takeInto(long[] row) {
        for (int w = 0; w < touched.length; w++) {
            for (long rest = touched[w]; rest != 0; rest &= rest - 1) {
                int label = (w << 6) + Long.numberOfTrailingZeros(rest);
                long after = layout.amount(row, label) + net[label];
                layout.set(row, label, Math.max(0, Math.min(Limits.NUMBER, after)));
                net[label] = 0;
            }
            touched[w] = 0;
        }
    }
}
