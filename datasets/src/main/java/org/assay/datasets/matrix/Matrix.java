package org.assay.datasets.matrix;

import java.util.Arrays;
import java.util.Objects;

/**
 * A dense table of doubles, row-major: entry (r, c) is {@code values[r * columns + c]}. The numeric container that
 * crosses package borders (with more axes than two: {@link NamedArray}). NaN is data here; whoever computes with it must refuse it with stage and row.
 *
 * <p>The array is not copied: a matrix owns what it is given, and {@link #values()} hands the same array out for reading.
 */
public final class Matrix {
    private final int rows;
    private final int columns;
    private final double[] values;

    private Matrix(int rows, int columns, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /** Wraps {@code values} without copying; its length must be rows * columns. */
    public static Matrix wrap(int rows, int columns, double[] values) {
        Objects.requireNonNull(values, "values");
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("matrix shape must not be negative: " + rows + " x " + columns);
        }
        if ((long) rows * columns != values.length) {
            throw new IllegalArgumentException("matrix of " + rows + " x " + columns + " needs " + (long) rows * columns
                    + " values, got " + values.length);
        }
        return new Matrix(rows, columns, values);
    }

    /** A matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        long size = (long) rows * columns;
        if (rows < 0 || columns < 0 || size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("matrix of " + rows + " x " + columns + " is out of range");
        }
        return new Matrix(rows, columns, new double[(int) size]);
    }

    /** The n x n identity. */
    public static Matrix identity(int n) {
        Matrix identity = zeros(n, n);
        for (int i = 0; i < n; i++) {
            identity.values[i * n + i] = 1;
        }
        return identity;
    }

    /** Copies an array of equally long rows. */
    public static Matrix ofRows(double[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Matrix matrix = zeros(rows.length, columns);
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != columns) {
                throw new IllegalArgumentException(
                        "row " + r + " has " + rows[r].length + " values, row 0 has " + columns);
            }
            System.arraycopy(rows[r], 0, matrix.values, r * columns, columns);
        }
        return matrix;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The entries themselves, row-major; not a copy. */
    public double[] values() {
        return values;
    }

    public double get(int row, int column) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(column, columns);
        return values[row * columns + column];
    }

    public void set(int row, int column, double value) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(column, columns);
        values[row * columns + column] = value;
    }

    /** A copy of one row. */
    public double[] row(int row) {
        Objects.checkIndex(row, rows);
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    /** A copy of one column. */
    public double[] column(int column) {
        Objects.checkIndex(column, columns);
        double[] copy = new double[rows];
        for (int r = 0; r < rows; r++) {
            copy[r] = values[r * columns + column];
        }
        return copy;
    }

    /** The rows with these indices, in this order, copied. */
    public Matrix selectRows(int[] indices) {
        Matrix selected = zeros(indices.length, columns);
        for (int i = 0; i < indices.length; i++) {
            Objects.checkIndex(indices[i], rows);
            System.arraycopy(values, indices[i] * columns, selected.values, i * columns, columns);
        }
        return selected;
    }

    /** Columns {@code from} (inclusive) to {@code to} (exclusive), copied. */
    public Matrix selectColumns(int from, int to) {
        Objects.checkFromToIndex(from, to, columns);
        Matrix selected = zeros(rows, to - from);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(values, r * columns + from, selected.values, r * (to - from), to - from);
        }
        return selected;
    }

    /** This matrix with {@code right} beside it. */
    public Matrix beside(Matrix right) {
        if (rows != right.rows) {
            throw new IllegalArgumentException("cannot set " + rows + " rows beside " + right.rows);
        }
        Matrix joined = zeros(rows, columns + right.columns);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(values, r * columns, joined.values, r * joined.columns, columns);
            System.arraycopy(
                    right.values, r * right.columns, joined.values, r * joined.columns + columns, right.columns);
        }
        return joined;
    }

    public Matrix transpose() {
        Matrix transposed = zeros(columns, rows);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                transposed.values[c * rows + r] = values[r * columns + c];
            }
        }
        return transposed;
    }

    /** The product {@code this * right}, plain loops in a fixed order; for large products see {@code analysis.linalg}. */
    public Matrix times(Matrix right) {
        if (columns != right.rows) {
            throw new IllegalArgumentException(
                    "cannot multiply " + rows + " x " + columns + " by " + right.rows + " x " + right.columns);
        }
        Matrix product = zeros(rows, right.columns);
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < columns; k++) {
                double factor = values[r * columns + k];
                if (factor == 0) {
                    continue;
                }
                int from = k * right.columns;
                int to = r * right.columns;
                for (int c = 0; c < right.columns; c++) {
                    product.values[to + c] += factor * right.values[from + c];
                }
            }
        }
        return product;
    }

    /** The row-vector product {@code vector * this}. */
    public double[] leftTimes(double[] vector) {
        if (vector.length != rows) {
            throw new IllegalArgumentException(
                    "row vector of " + vector.length + " entries times " + rows + " x " + columns);
        }
        double[] product = new double[columns];
        for (int r = 0; r < rows; r++) {
            double factor = vector[r];
            for (int c = 0; c < columns; c++) {
                product[c] += factor * values[r * columns + c];
            }
        }
        return product;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix matrix
                && rows == matrix.rows
                && columns == matrix.columns
                && Arrays.equals(values, matrix.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Matrix[" + rows + " x " + columns + "]";
    }
}
