package org.assay.symbolic.run;

import org.assay.datasets.origin.Seed;
import org.assay.symbolic.label.LabelBits;

/**
 * A pre-test of units by Bloom filter. Every label has a few bits of a signature; an active set has the bits of all its labels. Where
 * a label's bits are not all set it is surely not active, so
 *
 * <ul>
 *   <li>a unit whose positive atoms must all match cannot fire unless all their bits are set;
 *   <li>any other cannot fire unless the weights of those positive atoms whose bits are all set come to the threshold: an upper
 *       bound of the score, as negative atoms only lower it. Counters are added exactly where they raise the score.
 * </ul>
 *
 * <p>Negative atoms are not asked here: bits that are set prove nothing. A unit that passes is then asked exactly, so answers are
 * the same with and without. For n active labels and a share p of labels wrongly passed, m = -n ln p / (ln 2)^2 bits and
 * k = (m / n) ln 2 bits for each label.
 */
final class Bloom {
    private static final double WRONGLY_PASSED = 0.01;
    private static final Seed HASHES = Seed.of(0).child("bloom");

    private final StateLayout layout;
    private final int words;
    private final long[][] bits;

    /** What is asked of a signature before a unit is: {@code all} its bits, or where that is null its atoms one by one. */
    record Mark(long[] all, CompiledAtoms when, long threshold) {}

    /** @param active how many labels are active at a position, or thereabouts */
    Bloom(StateLayout layout, int active) {
        this.layout = layout;
        double m = -active * StrictMath.log(WRONGLY_PASSED) / (StrictMath.log(2) * StrictMath.log(2));
        this.words = LabelBits.words(Math.max(1, (int) Math.ceil(m)));
        int perLabel = Math.max(1, (int) Math.round(words * (double) Long.SIZE / active * StrictMath.log(2)));
        this.bits = new long[layout.graph().size()][words];
        for (int label = 0; label < bits.length; label++) {
            var draws = HASHES.child(label).draws();
            for (int i = 0; i < perLabel; i++) {
                LabelBits.add(bits[label], draws.nextInt(words * Long.SIZE));
            }
        }
    }

    long[] signature(long[] closure) {
        long[] signature = new long[words];
        layout.forEachLabel(closure, label -> LabelBits.addAll(signature, bits[label]));
        return signature;
    }

    Mark mark(CompiledAtoms when, long threshold) {
        if (!when.needsAll(threshold)) {
            return new Mark(null, when, threshold);
        }
        long[] all = new long[words];
        when.forEachRaising(label -> LabelBits.addAll(all, bits[label]));
        return new Mark(all, when, threshold);
    }

    /** False only where the unit cannot fire on the active set with that signature. */
    boolean mayFire(Mark mark, long[] signature, long[] closure) {
        if (mark.all() != null) {
            return covers(signature, mark.all());
        }
        return mark.when().bound(label -> covers(signature, bits[label]), closure) >= mark.threshold();
    }

    private static boolean covers(long[] signature, long[] marks) {
        for (int w = 0; w < marks.length; w++) {
            if ((marks[w] & ~signature[w]) != 0) {
                return false;
            }
        }
        return true;
    }
}
