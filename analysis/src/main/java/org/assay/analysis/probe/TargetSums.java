package org.assay.analysis.probe;

import java.util.Arrays;
import org.assay.analysis.linalg.Contraction;
import org.assay.datasets.matrix.Matrix;

/**
 * What normal equations need of a target y beside features z, over the rows of one fold or over all.
 *
 * @param sum    {@code sum w y}, m
 * @param square {@code sum w |y|^2}
 * @param cross  {@code sum w z'y}, d x m
 */
record TargetSums(double[] sum, double square, Matrix cross) {
    static TargetSums of(Matrix z, double[] weights, Matrix y) {
        double square = 0;
        for (int r = 0; r < y.rows(); r++) {
            for (int c = 0; c < y.columns(); c++) {
                square += weights[r] * y.get(r, c) * y.get(r, c);
            }
        }
        return new TargetSums(y.leftTimes(weights), square, Contraction.cross(z, weights, y));
    }

    TargetSums plus(TargetSums other, double sign) {
        double[] total = sum.clone();
        for (int c = 0; c < total.length; c++) {
            total[c] += sign * other.sum[c];
        }
        Matrix joined =
                Matrix.wrap(cross.rows(), cross.columns(), cross.values().clone());
        for (int i = 0; i < joined.values().length; i++) {
            joined.values()[i] += sign * other.cross.values()[i];
        }
        return new TargetSums(total, square + sign * other.square, joined);
    }

    /** Some of the columns of the targets; the squares stay those of all, which no choice between read-outs depends on. */
    TargetSums columns(int from, int to) {
        return new TargetSums(Arrays.copyOfRange(sum, from, to), square, cross.selectColumns(from, to));
    }

    /** The same with features along the rows of {@code vectors}, k x d. */
    TargetSums along(Matrix vectors) {
        return new TargetSums(sum, square, Contraction.times(vectors, cross));
    }

    /** {@code sum w |y - a - z B|^2} over the rows of {@code features}, which these sums must be of, in its coordinates. */
    double squaredError(RidgeFold features, double[] a, Matrix b) {
        double error = square;
        Matrix through = Contraction.times(features.gram(), b);
        double[] shift = b.leftTimes(features.sum());
        for (int i = 0; i < through.values().length; i++) {
            error += b.values()[i] * (through.values()[i] - 2 * cross.values()[i]);
        }
        for (int c = 0; c < a.length; c++) {
            error += a[c] * (features.weight() * a[c] + 2 * shift[c] - 2 * sum[c]);
        }
        return error;
    }
}
