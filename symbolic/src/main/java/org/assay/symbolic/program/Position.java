package org.assay.symbolic.program;

import java.util.Comparator;

/**
 * A test of where a key at s stands for a query at t, with s {@code <=} t: the symbolic counterpart of a rotary embedding, whose
 * frequencies are groupings of positions of several widths.
 *
 * <p>The tests imply one another: an offset d {@code >=} 1 its dyadic bucket, and any offset its residues; a residue modulo p that
 * modulo every divisor of p; the same block at level i that at every higher level. {@code last}, offset 0 and the same block at
 * level 0 are the same test, as are offset 1 and the dyadic bucket 0.
 */
public sealed interface Position {
    /** By kind in the order of this file, then by number. */
    Comparator<Position> ORDER = Comparator.comparingInt(Position::kind)
            .thenComparingInt(Position::number)
            .thenComparingInt(position -> position instanceof Residue residue ? residue.residue() : 0);

    /** The number of kinds. */
    int KINDS = 6;

    /** Whether it holds for the query at {@code t} and the key at {@code s}, at most t. */
    boolean holds(int t, int s);

    /** As a label under the prefix of a head that inserts it. */
    String label();

    /** Its place among the kinds. */
    int kind();

    /** The number that it goes by: offset, level or modulus; 0 when it has none. */
    int number();

    /** Exactly {@code distance} tokens back, 0 being the query itself. */
    record Offset(int distance) implements Position {
        public Offset {
            if (distance < 0) {
                throw new IllegalArgumentException("an offset looks back and cannot be negative, got " + distance);
            }
            Limits.requireSmall(distance, "offset");
        }

        @Override
        public boolean holds(int t, int s) {
            return t - s == distance;
        }

        @Override
        public String label() {
            return "offset." + distance;
        }

        @Override
        public int kind() {
            return 0;
        }

        @Override
        public int number() {
            return distance;
        }
    }

    /** From 2^level to 2^(level + 1) - 1 tokens back: floor(log2(t - s)) = level. The query itself, at 0, is in no bucket. */
    record Dyadic(int level) implements Position {
        public Dyadic {
            Limits.requireBetween(level, 0, Limits.LEVEL, "level of a dyadic bucket");
        }

        @Override
        public boolean holds(int t, int s) {
            return t - s >>> level == 1;
        }

        @Override
        public String label() {
            return "dyadic." + level;
        }

        @Override
        public int kind() {
            return 1;
        }

        @Override
        public int number() {
            return level;
        }
    }

    /** (t - s) mod modulus = residue. */
    record Residue(int modulus, int residue) implements Position {
        public Residue {
            Limits.requireBetween(modulus, 2, Limits.NUMBER, "modulus");
            Limits.requireBetween(residue, 0, modulus - 1, "residue modulo " + modulus);
        }

        @Override
        public boolean holds(int t, int s) {
            return (t - s) % modulus == residue;
        }

        @Override
        public String label() {
            return "mod." + modulus + "." + residue;
        }

        @Override
        public int kind() {
            return 2;
        }

        @Override
        public int number() {
            return modulus;
        }
    }

    /** In the same block of 2^level positions, counted from the first: floor(t / 2^level) = floor(s / 2^level). */
    record SameBlock(int level) implements Position {
        public SameBlock {
            Limits.requireBetween(level, 0, Limits.LEVEL, "level of a block");
        }

        @Override
        public boolean holds(int t, int s) {
            return t >>> level == s >>> level;
        }

        @Override
        public String label() {
            return "block." + level;
        }

        @Override
        public int kind() {
            return 3;
        }

        @Override
        public int number() {
            return level;
        }
    }

    /** The key is the first token of the sequence: s = 0. */
    record First() implements Position {
        @Override
        public boolean holds(int t, int s) {
            return s == 0;
        }

        @Override
        public String label() {
            return "first";
        }

        @Override
        public int kind() {
            return 4;
        }

        @Override
        public int number() {
            return 0;
        }
    }

    /** The key is the query itself: s = t. */
    record Last() implements Position {
        @Override
        public boolean holds(int t, int s) {
            return s == t;
        }

        @Override
        public String label() {
            return "last";
        }

        @Override
        public int kind() {
            return 5;
        }

        @Override
        public int number() {
            return 0;
        }
    }

    /** Whether {@code other} holds wherever this does. */
    default boolean implies(Position other) {
        Position narrow = asOffset(this);
        Position wide = asOffset(other);
        if (narrow.equals(wide)) {
            return true;
        }
        if (narrow instanceof Offset offset) {
            return wide instanceof SameBlock
                    ? offset.distance() == 0
                    : wide.holds(offset.distance(), 0) && !(wide instanceof First);
        }
        if (narrow instanceof Residue fine && wide instanceof Residue coarse) {
            return fine.modulus() % coarse.modulus() == 0 && fine.residue() % coarse.modulus() == coarse.residue();
        }
        return narrow instanceof SameBlock fine && wide instanceof SameBlock coarse && fine.level() <= coarse.level();
    }

    /** The offset that means the same, or the position itself. */
    private static Position asOffset(Position position) {
        if (position instanceof Last || position.equals(new SameBlock(0))) {
            return new Offset(0);
        }
        return position.equals(new Dyadic(0)) ? new Offset(1) : position;
    }
}
