package org.assay.symbolic.fit.rule;

import java.util.Arrays;

/**
 * Where a match holds.
 *
 * @param rows   in order
 * @param values what the match answers at each of them
 * @param mass   sum of the weights of the rows
 */
record Holding(int[] rows, int[] values, double mass) {
    /** Of {@code match} among {@code rows}. */
    static Holding of(Match match, Evidence evidence, int[] rows) {
        int[] held = new int[rows.length];
        int[] values = new int[rows.length];
        int count = 0;
        double mass = 0;
        for (int row : rows) {
            int value = match.at(evidence.rows, row);
            if (value != Rows.NONE) {
                held[count] = row;
                values[count++] = value;
                mass += evidence.weights[row];
            }
        }
        return new Holding(Arrays.copyOf(held, count), Arrays.copyOf(values, count), mass);
    }
}
