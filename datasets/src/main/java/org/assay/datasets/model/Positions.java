package org.assay.datasets.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which positions of a context something is done at.
 *
 * @param kind    the row's own position, every position up to it, or those listed
 * @param indices rising, from 0; empty unless listed
 */
public record Positions(Kind kind, List<Integer> indices) {
    /** Own: the position of the row itself. */
    public enum Kind {
        OWN,
        ALL,
        LISTED
    }

    /** The position of the row itself, the last that it sees. */
    public static final Positions OWN = new Positions(Kind.OWN, List.of());

    /** Every position that the row sees. */
    public static final Positions ALL = new Positions(Kind.ALL, List.of());

    public Positions {
        indices = List.copyOf(indices);
        if ((kind == Kind.LISTED) == indices.isEmpty()) {
            throw new IllegalArgumentException("positions are listed or they are not: " + kind + " " + indices);
        }
        for (int i = 0; i < indices.size(); i++) {
            if (indices.get(i) < 0 || i > 0 && indices.get(i) <= indices.get(i - 1)) {
                throw new IllegalArgumentException("positions must rise from 0: " + indices);
            }
        }
    }

    /** These positions; a row that does not see one of them is not touched there. */
    public static Positions at(int... indices) {
        return new Positions(
                Kind.LISTED, Arrays.stream(indices).sorted().boxed().toList());
    }

    /** The positions among {@code 0 .. length-1}, for a row whose context has {@code length} tokens. */
    public int[] within(int length) {
        return switch (kind) {
            case OWN -> new int[] {length - 1};
            case ALL -> IntStream.range(0, length).toArray();
            case LISTED ->
                indices.stream()
                        .mapToInt(Integer::intValue)
                        .filter(p -> p < length)
                        .toArray();
        };
    }
}
