package org.assay.analysis.subspace.rival;

import java.util.Arrays;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.score.CaptureMatrix;
import org.assay.analysis.subspace.score.FactorCovariances;
import org.assay.analysis.subspace.score.OneToOne;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/** Activations for tests, and the score that partitions of known codes are compared by. */
final class Rows {
    private Rows() {}

    static Matrix normal(int rows, int columns, Seed seed) {
        Draws draws = seed.draws();
        Matrix normal = Matrix.zeros(rows, columns);
        for (int i = 0; i < normal.values().length; i++) {
            normal.values()[i] = draws.nextNormal();
        }
        return normal;
    }

    static Matrix constant(int rows, int columns) {
        Matrix constant = Matrix.zeros(rows, columns);
        Arrays.fill(constant.values(), 0.1);
        return constant;
    }

    static double[] equalWeights(int rows) {
        double[] weights = new double[rows];
        Arrays.fill(weights, 1.0 / rows);
        return weights;
    }

    static double oneToOne(Partition found, KnownCode code) {
        FactorCovariances truth = FactorCovariances.joint(code.activations(), code.weights(), code.factors());
        return OneToOne.of(CaptureMatrix.of(found, truth)).score();
    }
}
