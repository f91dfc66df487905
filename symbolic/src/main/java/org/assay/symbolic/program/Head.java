package org.assay.symbolic.program;

import java.util.Collection;
import java.util.List;

/**
 * Attention with a threshold: keeps the keys that {@code selection} says and inserts what {@code values} says of them, under the
 * head's own prefix, {@code NAME:label}. When no key is kept the head inserts {@code NAME:none} instead: nothing selected is a value
 * of its own.
 *
 * @param name unique within the program; also the prefix of what it inserts
 */
public record Head(String name, Selection selection, Values values) {
    /** What a head inserts, under its prefix, where no key is kept. */
    public static final String NONE = "none";

    /** The counter, under its prefix, of a head that says how many keys it kept. */
    public static final String COUNT = "count";

    /** The head that copies from exactly {@code offset} positions back. */
    public static Head at(String name, int offset, Collection<String> labels) {
        return new Head(name, Selection.at(offset), Values.of(List.copyOf(labels)));
    }

    /** The name of the copy of {@code label}. */
    public String copyOf(String label) {
        return Match.prefixed(name, label);
    }

    /**
     * Whether heads may give the name, under their prefix, to something that is not a copy. A head that does cannot copy a label of
     * this name, so that the own label of such a token is better called by its name with an apostrophe behind.
     */
    public static boolean isReserved(String label) {
        return label.matches("none|count|ge[0-9]+|first|last|(offset|dyadic|block)\\.[0-9]+|mod\\.[0-9]+\\.[0-9]+");
    }

    /** The label, under its prefix, for {@code least} or more kept keys. */
    public static String bucket(int least) {
        return "ge" + least;
    }
}
