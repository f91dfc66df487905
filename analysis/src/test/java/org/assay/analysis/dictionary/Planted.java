package org.assay.analysis.dictionary;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/** Rows that are sums of few known directions. */
record Planted(Matrix directions, Matrix rows) {
    /** {@code active} of {@code features} random unit directions in each row, with strengths uniform on [1/2, 3/2). */
    static Planted of(int features, int width, int active, int rows, Seed seed) {
        Draws draws = seed.draws();
        Matrix directions = Matrix.zeros(features, width);
        for (int f = 0; f < features; f++) {
            double square = 0;
            for (int c = 0; c < width; c++) {
                directions.set(f, c, draws.nextNormal());
                square += directions.get(f, c) * directions.get(f, c);
            }
            for (int c = 0; c < width; c++) {
                directions.set(f, c, directions.get(f, c) / Math.sqrt(square));
            }
        }
        Matrix values = Matrix.zeros(rows, width);
        for (int r = 0; r < rows; r++) {
            int[] order = draws.nextPermutation(features);
            for (int a = 0; a < active; a++) {
                double strength = 0.5 + draws.nextDouble();
                for (int c = 0; c < width; c++) {
                    values.set(r, c, values.get(r, c) + strength * directions.get(order[a], c));
                }
            }
        }
        return new Planted(directions, values);
    }

    double[] weights() {
        double[] weights = new double[rows.rows()];
        Arrays.fill(weights, 1.0 / weights.length);
        return weights;
    }
}
