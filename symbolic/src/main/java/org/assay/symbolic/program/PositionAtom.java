package org.assay.symbolic.program;

/**
 * A weighted test of where a key stands: it counts {@code weight} for the keys for which {@code position} holds.
 *
 * @param weight a whole number other than 0
 */
public record PositionAtom(Position position, int weight) {
    public PositionAtom {
        Limits.requireWeight(weight, "weight of " + position.label());
    }

    /** The atom of weight +1 for exactly {@code offset} tokens back. */
    public static PositionAtom at(int offset) {
        return new PositionAtom(new Position.Offset(offset), 1);
    }
}
