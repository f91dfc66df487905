package org.assay.datasets.mixedstate;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.TransitionTensors;

/**
 * Which beliefs predict the same: {@code b ~ b'} iff {@code (b - b') O = 0}, O spanning {@code T[w] right} over all
 * words w. The states of a model can be more than its process needs; {@code rank(F O)}, F spanning {@code start T[w]},
 * is the rank of the Hankel matrix of word probabilities, the least number of dimensions of any model, and one more
 * than the affine dimensions that a belief probe can find (Carlyle and Paz 1971; Upper 1997).
 */
public final class PredictiveQuotient {
    /** Below this, relative to what it was made of, a new direction is rounding. */
    private static final double DEPENDENT = 1e-9;

    private final TransitionTensors model;
    private final List<double[]> observable;

    private PredictiveQuotient(TransitionTensors model, List<double[]> observable) {
        this.model = model;
        this.observable = observable;
    }

    public static PredictiveQuotient of(TransitionTensors model) {
        List<Matrix> columns = model.tensors().stream().map(Matrix::transpose).toList();
        return new PredictiveQuotient(model, span(model.right(), columns));
    }

    /** The dimension of the observable space, at most S. */
    public int dimension() {
        return observable.size();
    }

    /** The coordinates of a belief that matter for any future: equal for beliefs that predict the same. */
    public double[] coordinates(double[] belief) {
        double[] coordinates = new double[observable.size()];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = dot(belief, observable.get(i));
        }
        return coordinates;
    }

    /** True when two beliefs give every future the same probability, within {@link MixedStates#MERGED}. */
    public boolean equivalent(double[] a, double[] b) {
        double[] first = coordinates(a);
        double[] second = coordinates(b);
        for (int i = 0; i < first.length; i++) {
            if (!(Math.abs(first[i] - second[i]) <= MixedStates.MERGED)) {
                return false;
            }
        }
        return true;
    }

    /** Rank of the Hankel matrix {@code P(w w')}. */
    public int hankelRank() {
        List<double[]> reachable = span(model.start(), model.tensors());
        List<double[]> independent = new ArrayList<>();
        for (double[] direction : reachable) {
            addIfIndependent(coordinates(direction), 1, independent);
        }
        return independent.size();
    }

    /** An orthonormal basis of the span of {@code vector M1 .. Mn} over all words of {@code matrices}. */
    private static List<double[]> span(double[] vector, List<Matrix> matrices) {
        List<double[]> basis = new ArrayList<>();
        addIfIndependent(vector, norm(vector), basis);
        for (int b = 0; b < basis.size(); b++) {
            for (Matrix matrix : matrices) {
                addIfIndependent(matrix.leftTimes(basis.get(b)), 1, basis);
            }
        }
        return basis;
    }

    /** Gram and Schmidt, twice, for what the first pass leaves of rounding. */
    private static void addIfIndependent(double[] vector, double scale, List<double[]> basis) {
        double[] rest = vector.clone();
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis) {
                double along = dot(rest, direction);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= along * direction[i];
                }
            }
        }
        double length = norm(rest);
        if (length > DEPENDENT * scale) {
            for (int i = 0; i < rest.length; i++) {
                rest[i] /= length;
            }
            basis.add(rest);
        }
    }

    private static double norm(double[] vector) {
        return StrictMath.sqrt(dot(vector, vector));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
