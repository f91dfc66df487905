package org.assay.reports.figure;

import java.util.List;

/**
 * Numbers for every row and column, with what chance gives.
 *
 * @param name    of the method, or of whatever the tables of one figure differ in
 * @param rows    such as blocks
 * @param columns such as factors
 * @param values  rows x columns; NaN where there is none
 * @param floor   rows x columns, the same number for partitions drawn at random; empty where nothing is known of it
 */
public record BlockTable(
        String name, List<String> rows, List<String> columns, List<List<Double>> values, List<List<Double>> floor) {
    public BlockTable {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        values = values.stream().map(List::copyOf).toList();
        floor = floor.stream().map(List::copyOf).toList();
        requireShape("values", rows.size(), columns.size(), values);
        if (!floor.isEmpty()) {
            requireShape("floor", rows.size(), columns.size(), floor);
        }
        if (rows.isEmpty() || columns.isEmpty()) {
            throw new IllegalArgumentException("table '" + name + "' has nothing to draw");
        }
    }

    private static void requireShape(String role, int rows, int columns, List<List<Double>> table) {
        if (table.size() != rows || table.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException(role + " must be " + rows + " rows of " + columns + " numbers, got "
                    + table.stream().map(List::size).toList());
        }
    }

    double value(int row, int column) {
        return values.get(row).get(column);
    }

    /** NaN where chance is not known. */
    double chance(int row, int column) {
        return floor.isEmpty() ? Double.NaN : floor.get(row).get(column);
    }
}
