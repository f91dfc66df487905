package org.assay.analysis.decompile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.assay.symbolic.program.Atom;

/**
 * That a state has one of some values, as atoms: the labels of these values, of which exactly one is then active and counts 1; or,
 * where the value without a label is among them, against the labels of all others, which then count 0 together.
 *
 * @param atoms of one sign
 * @param score what they count where it holds; everywhere else they count one less
 */
record Literal(List<Atom> atoms, int score) {
    static Literal of(State state, BitSet values) {
        int bare = state.labels().indexOf(null);
        boolean against = bare >= 0 && values.get(bare);
        List<Atom> atoms = new ArrayList<>();
        for (int value = 0; value < state.values(); value++) {
            if (value != bare && values.get(value) != against) {
                String label = state.labels().get(value);
                atoms.add(against ? Atom.not(label) : Atom.has(label));
            }
        }
        return new Literal(atoms, against ? 0 : 1);
    }
}
