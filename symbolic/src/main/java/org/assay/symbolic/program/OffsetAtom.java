package org.assay.symbolic.program;

/**
 * A weighted test for a distance: it counts {@code weight} for the key that stands exactly {@code offset} positions before the
 * query.
 *
 * @param offset 0 = the query's own position, 1 = the one before
 * @param weight a whole number other than 0
 */
public record OffsetAtom(int offset, int weight) {
    public OffsetAtom {
        Atom.requireSmall(offset, "offset");
        Atom.requireSmall(weight, "weight of offset " + offset);
        if (offset < 0) {
            throw new IllegalArgumentException("an offset looks back and cannot be negative, got " + offset);
        }
        if (weight == 0) {
            throw new IllegalArgumentException("the weight of offset " + offset + " must not be 0");
        }
    }
}
