package org.assay.analysis.information;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/** Samples of laws whose mutual information is known. */
final class Samples {
    private Samples() {}

    /** Two standard normals with correlation r: {@code -log(1 - r^2) / 2} nats. */
    static List<Matrix> gaussian(int n, double r, Seed seed) {
        Draws draws = seed.draws();
        Matrix x = Matrix.zeros(n, 1);
        Matrix y = Matrix.zeros(n, 1);
        for (int i = 0; i < n; i++) {
            x.set(i, 0, draws.nextNormal());
            y.set(i, 0, r * x.get(i, 0) + Math.sqrt(1 - r * r) * draws.nextNormal());
        }
        return List.of(x, y);
    }

    /** Two factors of {@code values} values each, written as unit codes in 8 coordinates; the second copies the first at rate rho. */
    static List<Matrix> codes(int n, int values, double rho, Seed seed, Seed codes) {
        Matrix first = unitRows(values, codes.child("first"));
        Matrix second = unitRows(values, codes.child("second"));
        Draws draws = seed.draws();
        int[] x = new int[n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = draws.nextInt(values);
            y[i] = draws.nextDouble() < rho ? x[i] : draws.nextInt(values);
        }
        return List.of(first.selectRows(x), second.selectRows(y));
    }

    private static Matrix unitRows(int rows, Seed seed) {
        Matrix normal = normal(rows, 8, seed);
        for (int r = 0; r < rows; r++) {
            double square = 0;
            for (double value : normal.row(r)) {
                square += value * value;
            }
            for (int c = 0; c < 8; c++) {
                normal.set(r, c, normal.get(r, c) / Math.sqrt(square));
            }
        }
        return normal;
    }

    static Matrix normal(int rows, int columns, Seed seed) {
        Draws draws = seed.draws();
        Matrix normal = Matrix.zeros(rows, columns);
        for (int i = 0; i < normal.values().length; i++) {
            normal.values()[i] = draws.nextNormal();
        }
        return normal;
    }
}
