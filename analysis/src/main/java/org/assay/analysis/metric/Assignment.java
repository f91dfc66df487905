package org.assay.analysis.metric;

import java.util.Arrays;

/**
 * The one-to-one assignment of rows to columns with the greatest sum, over pairs of positive value alone: what has nobody to be
 * assigned to stays alone. Shortest augmenting paths with potentials (the Hungarian method), in rows^2 x columns steps.
 */
public final class Assignment {
    /** What a row has that is assigned to no column. */
    public static final int NONE = -1;

    private Assignment() {}

    /**
     * @param values one row for each left partner, all of the same length, finite; a pair of value 0 or less is never made
     * @return for each row its column or {@link #NONE}
     */
    public static int[] greatest(double[][] values) {
        int rows = values.length;
        int real = rows == 0 ? 0 : values[0].length;
        int columns = real + rows; // a column of its own for each row to stay alone in, at no cost
        double[] rowPotential = new double[rows + 1];
        double[] columnPotential = new double[columns + 1];
        int[] rowOf = new int[columns + 1];
        for (int row = 1; row <= rows; row++) {
            augment(values, real, row, rowPotential, columnPotential, rowOf);
        }
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, NONE);
        for (int column = 1; column <= real; column++) {
            if (rowOf[column] > 0 && values[rowOf[column] - 1][column - 1] > 0) {
                columnOf[rowOf[column] - 1] = column - 1;
            }
        }
        return columnOf;
    }

    /** Finds {@code row} a column along a cheapest path; row and column 0 are the root of the path. */
    private static void augment(
            double[][] values, int real, int row, double[] rowPotential, double[] columnPotential, int[] rowOf) {
        int columns = rowOf.length - 1;
        double[] least = new double[columns + 1];
        int[] before = new int[columns + 1];
        boolean[] reached = new boolean[columns + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        rowOf[0] = row;
        int at = 0;
        while (rowOf[at] != 0) {
            reached[at] = true;
            int from = rowOf[at];
            int next = 0;
            double step = Double.POSITIVE_INFINITY;
            for (int column = 1; column <= columns; column++) {
                if (reached[column]) {
                    continue;
                }
                double reduced =
                        cost(values, real, from - 1, column - 1) - rowPotential[from] - columnPotential[column];
                if (reduced < least[column]) {
                    least[column] = reduced;
                    before[column] = at;
                }
                if (least[column] < step) {
                    step = least[column];
                    next = column;
                }
            }
            for (int column = 0; column <= columns; column++) {
                if (reached[column]) {
                    rowPotential[rowOf[column]] += step;
                    columnPotential[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while (at != 0) {
            rowOf[at] = rowOf[before[at]];
            at = before[at];
        }
    }

    private static double cost(double[][] values, int real, int row, int column) {
        if (column >= real) {
            return 0;
        }
        double value = values[row][column];
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "the value of row " + row + " with column " + column + " must be finite, got " + value);
        }
        return value > 0 ? -value : 0;
    }
}
