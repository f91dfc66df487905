package org.assay.symbolic.run;

import java.util.List;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Atom;

/** Atoms with their labels as indices. */
record CompiledAtoms(int[] labels, int[] weights) {
    static CompiledAtoms of(List<Atom> atoms, LabelGraph graph) {
        return new CompiledAtoms(
                atoms.stream().mapToInt(atom -> graph.index(atom.label())).toArray(),
                atoms.stream().mapToInt(Atom::weight).toArray());
    }

    /** The sum of the weights of the atoms that are in {@code closure}. */
    int score(long[] closure) {
        int score = 0;
        for (int i = 0; i < labels.length; i++) {
            if (LabelBits.has(closure, labels[i])) {
                score += weights[i];
            }
        }
        return score;
    }

    /**
     * A label without which the score cannot reach {@code threshold}, or -1: then a caller need not look where it is absent. Of
     * several the one with the fewest descendants, as it is active at the fewest positions.
     */
    int requiredLabel(int threshold, int[] descendants) {
        int best = 0;
        for (int weight : weights) {
            best += Math.max(0, weight);
        }
        int required = -1;
        for (int i = 0; i < labels.length; i++) {
            boolean needed = best - Math.max(0, weights[i]) < threshold && weights[i] > 0;
            if (needed && (required < 0 || descendants[labels[i]] < descendants[required])) {
                required = labels[i];
            }
        }
        return required;
    }
}
