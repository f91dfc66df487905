package org.assay.analysis;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/** Random inputs for tests. */
public final class Draw {
    private Draw() {}

    /** Independent standard normals. */
    public static Matrix normal(int rows, int columns, long seed) {
        Draws draws = Seed.of(seed).draws();
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] = draws.nextNormal();
        }
        return matrix;
    }

    /** Independent uniforms on [0, 1). */
    public static double[] uniform(int length, long seed) {
        Draws draws = Seed.of(seed).draws();
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = draws.nextDouble();
        }
        return values;
    }

    /** Weights that sum to 1. */
    public static double[] weights(int length, long seed) {
        double[] weights = uniform(length, seed);
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        for (int i = 0; i < length; i++) {
            weights[i] /= total;
        }
        return weights;
    }
}
