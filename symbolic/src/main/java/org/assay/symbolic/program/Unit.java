package org.assay.symbolic.program;

import java.util.List;
import java.util.TreeSet;

/**
 * A threshold gate over labels: fires where the atoms count at least {@code threshold}, and then inserts and deletes labels.
 * AND of n atoms is threshold n, OR is threshold 1, k-of-n lies between, NOT is a negative atom.
 *
 * @param name       unique within the program
 * @param when       atoms tested on the state before the layer; may be empty
 * @param threshold  least count that fires; 0 with no atoms always fires
 * @param activation how much is inserted and deleted
 * @param add        labels inserted
 * @param delete     labels removed, where they are explicit
 */
public record Unit(
        String name, List<Atom> when, int threshold, Activation activation, List<String> add, List<String> delete) {
    /** What a unit that scores s inserts and deletes. */
    public enum Activation {
        /** 1 where s {@code >=} threshold. */
        STEP,
        /** max(0, s - threshold + 1), at most {@link Limits#NUMBER}. */
        COUNT
    }

    public Unit {
        Limits.requireSmall(threshold, "threshold of unit '" + name + "'");
        when = Atom.canonical(when, "unit '" + name + "'");
        add = List.copyOf(new TreeSet<>(add));
        delete = List.copyOf(new TreeSet<>(delete));
        if (add.isEmpty() && delete.isEmpty()) {
            throw new IllegalArgumentException("unit '" + name + "' neither adds nor deletes a label");
        }
    }

    /** A unit with step activation. */
    public Unit(String name, List<Atom> when, int threshold, List<String> add, List<String> delete) {
        this(name, when, threshold, Activation.STEP, add, delete);
    }

    /** What the unit inserts and deletes at this score: 0 where it does not fire. */
    public int amount(long score) {
        if (score < threshold) {
            return 0;
        }
        return activation == Activation.STEP ? 1 : (int) Math.min(Limits.NUMBER, score - threshold + 1);
    }
}
