package org.assay.analysis.subspace;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;

/** Orthonormal rows that grow one by one: Gram-Schmidt, each vector orthogonalised twice (Giraud et al. 2005). */
final class Orthonormal {
    private static final int PASSES = 2;

    private final int directions;
    private final List<double[]> rows = new ArrayList<>();

    Orthonormal(int directions) {
        this.directions = directions;
    }

    int size() {
        return rows.size();
    }

    /** Adds the part of {@code vector} outside the rows so far, at unit length; it must not lie within them. */
    void add(double[] vector) {
        double[] rest = vector.clone();
        for (int pass = 0; pass < PASSES; pass++) {
            for (double[] row : rows) {
                double along = dot(row, rest);
                for (int c = 0; c < directions; c++) {
                    rest[c] -= along * row[c];
                }
            }
        }
        double norm = Math.sqrt(dot(rest, rest));
        if (!(norm > 0)) {
            throw new ArithmeticException("vector " + rows.size() + " lies in the span of those before it");
        }
        for (int c = 0; c < directions; c++) {
            rest[c] /= norm;
        }
        rows.add(rest);
    }

    /** The coordinate axis that lies farthest outside the span; of equals the first. */
    int farthestAxis() {
        int farthest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < directions; c++) {
            double inside = 0;
            for (double[] row : rows) {
                inside += row[c] * row[c];
            }
            if (inside < least) {
                least = inside;
                farthest = c;
            }
        }
        return farthest;
    }

    /** The rows from index {@code first} on. */
    Matrix from(int first) {
        Matrix matrix = Matrix.zeros(rows.size() - first, directions);
        for (int i = first; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, matrix.values(), (i - first) * directions, directions);
        }
        return matrix;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
