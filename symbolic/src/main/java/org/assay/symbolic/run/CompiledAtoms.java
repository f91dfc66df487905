package org.assay.symbolic.run;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.program.Atom;

/**
 * A weighted sum over an active set: score = sum of weights of those of {@code labels} that are active + sum of weights times
 * numbers of {@code counters}. A label stands in each list at most once.
 */
final class CompiledAtoms {
    /** The best score where a counter can take it anywhere; two of these can be added. */
    static final long UNBOUNDED = Long.MAX_VALUE / 4;

    static final int NONE = -1;

    private final int[] labels;
    private final long[] weights;
    private final int[] counters;
    private final int[] numberAt;
    private final long[] counterWeights;

    private CompiledAtoms(Map<Integer, Long> ofLabels, Map<Integer, Long> ofCounters, StateLayout layout) {
        this.labels = indices(ofLabels);
        this.weights = weights(ofLabels);
        this.counters = indices(ofCounters);
        this.numberAt = new int[counters.length];
        for (int i = 0; i < counters.length; i++) {
            numberAt[i] = layout.numberAt(counters[i]);
        }
        this.counterWeights = weights(ofCounters);
    }

    private static int[] indices(Map<Integer, Long> weightOf) {
        return weightOf.keySet().stream().mapToInt(label -> label).toArray();
    }

    private static long[] weights(Map<Integer, Long> weightOf) {
        return weightOf.values().stream().mapToLong(weight -> weight).toArray();
    }

    static CompiledAtoms of(Collection<Atom> atoms, StateLayout layout) {
        return new Sum(layout).addAll(atoms).build();
    }

    /** Atoms that are added up. */
    static final class Sum {
        private final StateLayout layout;
        private final Map<Integer, Long> ofLabels = new TreeMap<>();
        private final Map<Integer, Long> ofCounters = new TreeMap<>();

        Sum(StateLayout layout) {
            this.layout = layout;
        }

        Sum addAll(Collection<Atom> atoms) {
            for (Atom atom : atoms) {
                int label = layout.graph().index(atom.label());
                (layout.isCounter(label) ? ofCounters : ofLabels).merge(label, (long) atom.weight(), Long::sum);
            }
            return this;
        }

        /** A weight for the label being active, whatever number it holds. */
        Sum addActive(int label, long weight) {
            ofLabels.merge(label, weight, Long::sum);
            return this;
        }

        CompiledAtoms build() {
            ofLabels.values().removeIf(weight -> weight == 0);
            ofCounters.values().removeIf(weight -> weight == 0);
            return new CompiledAtoms(ofLabels, ofCounters, layout);
        }
    }

    boolean isEmpty() {
        return labels.length == 0 && counters.length == 0;
    }

    long score(long[] closure) {
        long score = 0;
        for (int i = 0; i < labels.length; i++) {
            if (LabelBits.has(closure, labels[i])) {
                score += weights[i];
            }
        }
        for (int i = 0; i < counters.length; i++) {
            score += counterWeights[i] * closure[numberAt[i]];
        }
        return score;
    }

    /** The largest score that any set can have, {@link #UNBOUNDED} where a counter raises it. */
    long best() {
        long best = 0;
        for (long weight : weights) {
            best += Math.max(0, weight);
        }
        for (long weight : counterWeights) {
            if (weight > 0) {
                return UNBOUNDED;
            }
        }
        return best;
    }

    /**
     * A label without which the score cannot reach {@code threshold}, or {@link #NONE}: then nobody need look where it is not
     * active. Of several the one with the fewest descendants, as it is active at the fewest positions.
     */
    int requiredLabel(long threshold, int[] descendants) {
        long best = 0;
        for (long weight : weights) {
            best += Math.max(0, weight);
        }
        int raising = 0;
        int counter = NONE;
        for (int i = 0; i < counters.length; i++) {
            if (counterWeights[i] > 0) {
                raising++;
                counter = counters[i];
            }
        }
        if (raising > 0) {
            return raising == 1 && best < threshold ? counter : NONE;
        }
        int required = NONE;
        for (int i = 0; i < labels.length; i++) {
            boolean needed = weights[i] > 0 && best - weights[i] < threshold;
            if (needed && (required == NONE || descendants[labels[i]] < descendants[required])) {
                required = labels[i];
            }
        }
        return required;
    }

    /** Marks every label and number that the score depends on. */
    void markIn(long[] mask) {
        for (int label : labels) {
            LabelBits.add(mask, label);
        }
        for (int at : numberAt) {
            mask[at] = -1;
        }
    }

    /** Whether the score reaches {@code threshold} only where every label of positive weight is active; false with a raising counter. */
    boolean needsAll(long threshold) {
        long best = best();
        if (best == UNBOUNDED) {
            return false;
        }
        for (long weight : weights) {
            if (weight > 0 && best - weight >= threshold) {
                return false;
            }
        }
        return true;
    }

    /** Calls {@code visit} with every label of positive weight. */
    void forEachRaising(IntConsumer visit) {
        for (int i = 0; i < labels.length; i++) {
            if (weights[i] > 0) {
                visit.accept(labels[i]);
            }
        }
    }

    /** At least the score, when {@code maybe} holds of all active labels: what lowers it is left out, counters are exact. */
    long bound(IntPredicate maybe, long[] closure) {
        long bound = 0;
        for (int i = 0; i < labels.length; i++) {
            if (weights[i] > 0 && maybe.test(labels[i])) {
                bound += weights[i];
            }
        }
        for (int i = 0; i < counters.length; i++) {
            bound += Math.max(0, counterWeights[i] * closure[numberAt[i]]);
        }
        return bound;
    }
}
