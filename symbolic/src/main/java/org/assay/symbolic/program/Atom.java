package org.assay.symbolic.program;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * A weighted test for a label: it counts {@code weight} where the label is in the closure of the state, else nothing; on a counter
 * it counts {@code weight} times its number. A negative weight is a test for absence.
 *
 * @param label  which label
 * @param weight a whole number other than 0
 */
public record Atom(String label, int weight) {
    public Atom {
        Limits.requireWeight(weight, "weight of atom '" + label + "'");
    }

    /** The atom of weight +1. */
    public static Atom has(String label) {
        return new Atom(label, 1);
    }

    /** The atom of weight -1. */
    public static Atom not(String label) {
        return new Atom(label, -1);
    }

    /** The atoms in the order of their labels; refuses the same label twice. */
    static List<Atom> canonical(Collection<Atom> atoms, String where) {
        TreeMap<String, Atom> sorted = new TreeMap<>();
        for (Atom atom : atoms) {
            if (sorted.put(atom.label(), atom) != null) {
                throw new IllegalArgumentException(where + " tests label '" + atom.label() + "' twice");
            }
        }
        return List.copyOf(sorted.values());
    }
}
