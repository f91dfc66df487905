package org.assay.symbolic.program;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * A weighted test for a label: it counts {@code weight} where the label is in the closure of the state, else nothing. A negative
 * weight is a test for absence.
 *
 * @param label  which label
 * @param weight a whole number other than 0
 */
public record Atom(String label, int weight) {
    /** Largest size of a weight, a threshold, an offset or a number of keys: sums of such stay far from overflow. */
    public static final int LARGEST = 1_000_000;

    public Atom {
        requireSmall(weight, "weight of atom '" + label + "'");
        if (weight == 0) {
            throw new IllegalArgumentException("the weight of atom '" + label + "' must not be 0");
        }
    }

    static void requireSmall(int number, String what) {
        if (number < -LARGEST || number > LARGEST) {
            throw new IllegalArgumentException(
                    "the " + what + " must lie between -" + LARGEST + " and " + LARGEST + ", got " + number);
        }
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
