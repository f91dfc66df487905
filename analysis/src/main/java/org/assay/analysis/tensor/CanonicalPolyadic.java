package org.assay.analysis.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.analysis.smile.LeastSquares;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * A tensor as a sum of few products of three vectors, {@code sum_r weights[r] a_r x b_r x c_r}, which need not be orthogonal:
 * two components may share a factor of one axis, which is how reuse looks. Fitted by alternating least squares from several
 * drawn starts.
 *
 * <p>Where components share a factor of one axis the other two are not determined: any rotation among them gives the same
 * sum. The shared factor itself is.
 *
 * @param weights one for each component, not negative, falling
 * @param factors for each axis, extent x components, columns of length 1
 * @param error   {@code |T - sum| / |T|}
 */
public record CanonicalPolyadic(double[] weights, List<Matrix> factors, double error) {
    /** How the fit goes. */
    public record Options(int starts, int sweeps, double tolerance) {
        /**
         * @param starts    from 1
         * @param sweeps    over the three axes, from each start at most, from 1
         * @param tolerance a start ends when a sweep changes the relative error by less
         */
        public Options {
            if (starts < 1 || sweeps < 1 || !(tolerance >= 0)) {
                throw new IllegalArgumentException(
                        "starts and sweeps must be at least 1 and the tolerance not negative, got " + starts + ", "
                                + sweeps + ", " + tolerance);
            }
        }

        /** 10 starts of at most 2,000 sweeps, to 1e-12. */
        public static Options usual() {
            return new Options(10, 2_000, 1e-12);
        }
    }

    public CanonicalPolyadic {
        factors = List.copyOf(factors);
    }

    /**
     * The best of all starts.
     *
     * @param rank number of components, from 1
     */
    public static CanonicalPolyadic fit(
            ThirdOrderTensor tensor, int rank, Options options, Seed seed, Progress progress) {
        if (rank < 1) {
            throw new IllegalArgumentException("rank must be at least 1, got " + rank);
        }
        CanonicalPolyadic best = null;
        for (int start = 0; start < options.starts(); start++) {
            CanonicalPolyadic found = fromStart(tensor, rank, options, seed.child(start));
            best = best == null || found.error() < best.error() ? found : best;
            progress.at("fitting " + rank + " components", start + 1, options.starts(), "");
        }
        return best;
    }

    /** The fit of the fewest components whose relative error is below {@code error}; of {@code most} if none is. */
    public static CanonicalPolyadic smallest(
            ThirdOrderTensor tensor, int most, double error, Options options, Seed seed, Progress progress) {
        CanonicalPolyadic found = fit(tensor, 1, options, seed.child(1), progress);
        for (int rank = 2; rank <= most && !(found.error() < error); rank++) {
            found = fit(tensor, rank, options, seed.child(rank), progress);
        }
        return found;
    }

    private static CanonicalPolyadic fromStart(ThirdOrderTensor tensor, int rank, Options options, Seed seed) {
        List<Matrix> factors = new ArrayList<>();
        List<Matrix> unfolded = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            factors.add(drawn(tensor.extent(axis), rank, seed.child(axis)));
            unfolded.add(tensor.unfolded(axis));
        }
        double[] weights = new double[rank];
        double error = Double.POSITIVE_INFINITY;
        for (int sweep = 0; sweep < options.sweeps(); sweep++) {
            for (int axis = 0; axis < 3; axis++) {
                Matrix others = pairs(factors.get(axis == 0 ? 1 : 0), factors.get(axis == 2 ? 1 : 2)); // (extents) rank
                Matrix gram = others.transpose().times(others);
                Matrix solved = LeastSquares.smallestNorm(
                        gram, unfolded.get(axis).times(others).transpose());
                factors.set(axis, normalised(solved.transpose(), weights));
            }
            double now = tensor.relativeDistance(ThirdOrderTensor.ofComponents(weights, factors));
            boolean settled = Math.abs(error - now) < options.tolerance();
            error = now;
            if (settled) {
                break;
            }
        }
        return sorted(weights, factors, error);
    }

    /** Column r is the product of column r of both: rows go over the first and, faster, over the second. */
    private static Matrix pairs(Matrix first, Matrix second) {
        Matrix pairs = Matrix.zeros(first.rows() * second.rows(), first.columns());
        for (int i = 0; i < first.rows(); i++) {
            for (int j = 0; j < second.rows(); j++) {
                for (int r = 0; r < first.columns(); r++) {
                    pairs.set(i * second.rows() + j, r, first.get(i, r) * second.get(j, r));
                }
            }
        }
        return pairs;
    }

    /** Columns of length 1, their lengths in {@code lengths}; a column of zeros stays. */
    private static Matrix normalised(Matrix factor, double[] lengths) {
        Matrix unit = Matrix.zeros(factor.rows(), factor.columns());
        for (int r = 0; r < factor.columns(); r++) {
            double square = 0;
            for (int i = 0; i < factor.rows(); i++) {
                square += factor.get(i, r) * factor.get(i, r);
            }
            lengths[r] = Math.sqrt(square);
            for (int i = 0; i < factor.rows(); i++) {
                unit.set(i, r, square == 0 ? 0 : factor.get(i, r) / lengths[r]);
            }
        }
        return unit;
    }

    private static CanonicalPolyadic sorted(double[] weights, List<Matrix> factors, double error) {
        Integer[] order = new Integer[weights.length];
        Arrays.setAll(order, r -> r);
        Arrays.sort(order, (a, b) -> Double.compare(weights[b], weights[a]));
        double[] falling = new double[weights.length];
        int[] rows = new int[weights.length];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = order[r];
            falling[r] = weights[rows[r]];
        }
        List<Matrix> other = factors.stream()
                .map(factor -> factor.transpose().selectRows(rows).transpose())
                .toList();
        return new CanonicalPolyadic(falling, other, error);
    }

    private static Matrix drawn(int rows, int columns, Seed seed) {
        Draws draws = seed.draws();
        Matrix normal = Matrix.zeros(rows, columns);
        for (int i = 0; i < normal.values().length; i++) {
            normal.values()[i] = draws.nextNormal();
        }
        return normalised(normal, new double[columns]);
    }

    /** Number of components. */
    public int rank() {
        return weights.length;
    }

    /**
     * How far two components share their factor of one axis: {@code |cos|} of all pairs of columns, components x components.
     * 1 off the diagonal is a factor that two components use.
     */
    public Matrix shared(int axis) {
        Matrix cosines = factors.get(axis).transpose().times(factors.get(axis));
        for (int i = 0; i < cosines.values().length; i++) {
            cosines.values()[i] = Math.abs(cosines.values()[i]);
        }
        return cosines;
    }
}
