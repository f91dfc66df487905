package org.assay.symbolic.run;

import java.util.List;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Limits;

/** Atoms with their labels as indices. */
record CompiledAtoms(int[] labels, int[] weights) {
    static CompiledAtoms of(List<Atom> atoms, LabelGraph graph) {
        return new CompiledAtoms(
                atoms.stream().mapToInt(atom -> graph.index(atom.label())).toArray(),
                atoms.stream().mapToInt(Atom::weight).toArray());
    }

    /** The sum of the weights of the atoms that are active, times the numbers of counters. */
    long score(LabelState state) {
        long score = 0;
        for (int i = 0; i < labels.length; i++) {
            score += (long) weights[i] * state.count(labels[i]);
        }
        return score;
    }

    /**
     * A label without which the score cannot reach {@code threshold}, or -1: then a caller need not look where it is absent. Of
     * several the one with the fewest descendants, as it is active at the fewest positions.
     */
    int requiredLabel(int threshold, int[] descendants, boolean[] counters) {
        long best = 0;
        for (int i = 0; i < labels.length; i++) {
            best += most(i, counters);
        }
        int required = -1;
        for (int i = 0; i < labels.length; i++) {
            boolean needed = best - most(i, counters) < threshold && weights[i] > 0;
            if (needed && (required < 0 || descendants[labels[i]] < descendants[required])) {
                required = labels[i];
            }
        }
        return required;
    }

    private long most(int i, boolean[] counters) {
        return counters[labels[i]] ? Math.max(0L, weights[i]) * Limits.NUMBER : Math.max(0, weights[i]);
    }
}
