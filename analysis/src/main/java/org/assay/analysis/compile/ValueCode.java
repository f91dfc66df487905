package org.assay.analysis.compile;

import java.util.Arrays;
import org.assay.analysis.compile.CompileOptions.Code;
import org.assay.analysis.smile.SingularValues;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Points that stand for the K values of a variable in m directions of its own, and how a value is read back: {@code <reader_v, x> +
 * offset_v} is 1 at point v and 0 at the others, exactly for independent points, as nearly as least squares can for too many.
 *
 * @param points  K x m
 * @param readers K x m
 * @param offsets K
 */
record ValueCode(Matrix points, Matrix readers, double[] offsets) {
    /** Singular values below this share of the largest are rounding. */
    private static final double RANK_TOLERANCE = 1e-10;

    /** @param compression directions for each value, for random codes */
    static ValueCode of(Code code, int values, double compression, Seed seed) {
        return switch (code) {
            case ONE_HOT -> new ValueCode(Matrix.identity(values), Matrix.identity(values), new double[values]);
            case SIMPLEX -> simplex(values);
            case RANDOM -> random(values, Math.max(1, (int) Math.ceil(compression * values)), seed);
        };
    }

    int values() {
        return points.rows();
    }

    int directions() {
        return points.columns();
    }

    /**
     * Corners of a regular simplex, unit vectors with inner products {@code -1 / (K - 1)}, coordinate by coordinate: corner i has
     * what is left of its length in coordinate i, and all later corners share the rest. A single value is the point 1.
     */
    private static ValueCode simplex(int values) {
        if (values == 1) {
            return of(Code.ONE_HOT, 1, 1, Seed.of(0));
        }
        Matrix points = Matrix.zeros(values, values - 1);
        double product = -1.0 / (values - 1);
        for (int i = 0; i < values - 1; i++) {
            double square = 1;
            for (int c = 0; c < i; c++) {
                square -= points.get(i, c) * points.get(i, c);
            }
            points.set(i, i, Math.sqrt(square));
            double along = 0;
            for (int c = 0; c < i; c++) {
                along += points.get(i, c) * points.get(i + 1, c);
            }
            for (int later = i + 1; later < values; later++) {
                points.set(later, i, (product - along) / points.get(i, i));
            }
        }
        Matrix readers = Matrix.zeros(values, values - 1);
        double[] offsets = new double[values];
        for (int i = 0; i < readers.values().length; i++) {
            readers.values()[i] = points.values()[i] * (values - 1) / values;
        }
        Arrays.fill(offsets, 1.0 / values);
        return new ValueCode(points, readers, offsets);
    }

    /** Independent random unit vectors, read by the pseudo-inverse of the points less their mean. */
    private static ValueCode random(int values, int directions, Seed seed) {
        Draws draws = seed.draws();
        Matrix points = Matrix.zeros(values, directions);
        for (int v = 0; v < values; v++) {
            double square = 0;
            for (int c = 0; c < directions; c++) {
                points.set(v, c, draws.nextNormal());
                square += points.get(v, c) * points.get(v, c);
            }
            for (int c = 0; c < directions; c++) {
                points.set(v, c, points.get(v, c) / Math.sqrt(square));
            }
        }
        double[] mean = new double[directions];
        for (int i = 0; i < points.values().length; i++) {
            mean[i % directions] += points.values()[i] / values;
        }
        Matrix centred = Matrix.zeros(values, directions);
        for (int i = 0; i < points.values().length; i++) {
            centred.values()[i] = points.values()[i] - mean[i % directions];
        }
        // Rows of the pseudo-inverse's transpose: U diag(1/s) V'.
        SingularValues svd = SingularValues.of(centred);
        Matrix readers = Matrix.zeros(values, directions);
        for (int k = 0; k < svd.values().length; k++) {
            if (svd.values()[k] > RANK_TOLERANCE * svd.values()[0]) {
                for (int v = 0; v < values; v++) {
                    for (int c = 0; c < directions; c++) {
                        double term = svd.left().get(v, k) * svd.right().get(c, k) / svd.values()[k];
                        readers.set(v, c, readers.get(v, c) + term);
                    }
                }
            }
        }
        double[] offsets = new double[values];
        for (int v = 0; v < values; v++) {
            offsets[v] = 1.0 / values;
            for (int c = 0; c < directions; c++) {
                offsets[v] -= readers.get(v, c) * mean[c];
            }
        }
        return new ValueCode(points, readers, offsets);
    }
}
