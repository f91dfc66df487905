package org.assay.analysis.subspace.rival;

import java.util.Arrays;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * Independent components of whitened rows by the fixed point of Hyvaerinen (1999) with symmetric decorrelation: every row w of the
 * unmixing W becomes {@code E[z g(w z)] - E[g'(w z)] w}, then W the nearest orthogonal matrix. Rows carry weights, which is why this is
 * not the library's.
 *
 * @param unmixing   W, orthogonal
 * @param steps      taken
 * @param converged  whether the last step turned no component by more than the tolerance
 */
record FastIca(Matrix unmixing, int steps, boolean converged) {
    private static final int MOST_STEPS = 400;

    /** Of one less the cosine by which a component turns at the last step: about a hundredth of a degree. */
    private static final double TOLERANCE = 1e-8;

    /** @param whitened n x r, of unit covariance under {@code weights} */
    static FastIca fit(Matrix whitened, double[] weights, Contrast contrast, Seed seed) {
        int r = whitened.columns();
        Matrix unmixing = RandomSubspace.of(new double[r], r, seed).basis();
        for (int step = 1; step <= MOST_STEPS; step++) {
            Matrix next = NearestBlocks.orthonormal(step(whitened, weights, contrast, unmixing));
            double turned = turned(unmixing, next);
            unmixing = next;
            if (turned <= TOLERANCE) {
                return new FastIca(unmixing, step, true);
            }
        }
        return new FastIca(unmixing, MOST_STEPS, false);
    }

    private static Matrix step(Matrix whitened, double[] weights, Contrast contrast, Matrix unmixing) {
        int r = whitened.columns();
        Matrix sources = Contraction.times(whitened, unmixing.transpose());
        double[] slopes = new double[r];
        double[] values = sources.values();
        for (int i = 0; i < values.length; i++) {
            slopes[i % r] += weights[i / r] * contrast.slope(values[i]);
            values[i] = contrast.of(values[i]);
        }
        Matrix moved = Contraction.cross(sources, weights, whitened);
        for (int i = 0; i < moved.values().length; i++) {
            moved.values()[i] -= slopes[i / r] * unmixing.values()[i];
        }
        return moved;
    }

    /** The greatest {@code 1 - |cos|} between a component before and after. */
    private static double turned(Matrix before, Matrix after) {
        int r = before.columns();
        double[] cosines = new double[r];
        for (int i = 0; i < before.values().length; i++) {
            cosines[i / r] += before.values()[i] * after.values()[i];
        }
        return Arrays.stream(cosines).map(cosine -> 1 - Math.abs(cosine)).max().orElse(0);
    }
}
