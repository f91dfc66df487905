package org.assay.analysis.belief;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;

/**
 * What is to be read out: a number or several for every row.
 *
 * @param name        such as {@code belief}, {@code factor.depth}, {@code markov-3}
 * @param role        what it is to the process
 * @param columns     names of the columns
 * @param values      rows of the context set x columns
 * @param coordinates what the columns are
 * @param meaning     in words
 */
public record ProbeTarget(
        String name, Role role, List<String> columns, Matrix values, Coordinates coordinates, String meaning) {
    /** What a target is to the process. */
    public enum Role {
        /** What the optimal observer knows. */
        TRUTH,
        /** A part of it. */
        FACTOR,
        /** Another geometry that a network might hold in its place. */
        RIVAL
    }

    public ProbeTarget {
        columns = List.copyOf(columns);
        if (columns.size() != values.columns() || columns.isEmpty()) {
            throw new IllegalArgumentException("target '" + name + "' has " + columns.size() + " names for "
                    + values.columns() + " columns, at least one of each is needed");
        }
    }

    /** A target with numbered columns. */
    public static ProbeTarget of(String name, Role role, Matrix values, Coordinates coordinates, String meaning) {
        List<String> columns =
                IntStream.range(0, values.columns()).mapToObj(Integer::toString).toList();
        return new ProbeTarget(name, role, columns, values, coordinates, meaning);
    }

    /** Whether it differs at all between these rows. */
    public boolean variesOver(int[] rows) {
        for (int r : rows) {
            for (int c = 0; c < values.columns(); c++) {
                if (Math.abs(values.get(r, c) - values.get(rows[0], c)) > 1e-9) {
                    return true;
                }
            }
        }
        return false;
    }
}
