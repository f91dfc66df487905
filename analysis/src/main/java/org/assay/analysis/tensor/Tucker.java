package org.assay.analysis.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.smile.SingularValues;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * A tensor in orthonormal directions of its three axes: {@code T = core x_0 U_0 x_1 U_1 x_2 U_2}. An entry of the core says
 * how strongly three directions go together; where only entries on the diagonal differ from 0 the tensor is a sum of products
 * of three vectors, and component i reads (direction i of axis 0) x (direction i of axis 1) -> direction i of axis 2.
 *
 * @param factors for each axis, extent x rank, orthonormal columns
 * @param core    rank x rank x rank
 */
public record Tucker(List<Matrix> factors, ThirdOrderTensor core) {
    private static final int MOST_SWEEPS = 1_000;

    public Tucker {
        factors = List.copyOf(factors);
    }

    /**
     * The truncated higher-order singular value decomposition: for every axis the leading left singular vectors of the
     * unfolding. Exact when the ranks are those of the tensor; else not the best of these ranks, but within a factor sqrt(3)
     * of its error.
     *
     * @param ranks one for each axis, in 1 .. extent
     */
    public static Tucker of(ThirdOrderTensor tensor, int... ranks) {
        if (ranks.length != 3) {
            throw new IllegalArgumentException("three ranks are needed, got " + ranks.length);
        }
        List<Matrix> factors = new ArrayList<>();
        ThirdOrderTensor core = tensor;
        for (int axis = 0; axis < 3; axis++) {
            if (ranks[axis] < 1 || ranks[axis] > tensor.extent(axis)) {
                throw new IllegalArgumentException(
                        "rank of axis " + axis + " must be in 1.." + tensor.extent(axis) + ", got " + ranks[axis]);
            }
            Matrix left = SingularValues.of(tensor.unfolded(axis)).left();
            if (ranks[axis] > left.columns()) {
                throw new IllegalArgumentException(
                        "axis " + axis + " has rank " + left.columns() + " at most, asked for " + ranks[axis]);
            }
            Matrix kept = left.selectColumns(0, ranks[axis]);
            factors.add(kept);
            core = core.times(axis, kept.transpose());
        }
        return new Tucker(factors, core);
    }

    /** Ranks of the three unfoldings: singular values above {@code relative} times the largest. */
    public static int[] ranks(ThirdOrderTensor tensor, double relative) {
        return IntStream.range(0, 3)
                .map(axis -> {
                    double[] values = SingularValues.of(tensor.unfolded(axis)).values();
                    return (int) IntStream.range(0, values.length)
                            .filter(i -> values[i] > relative * values[0])
                            .count();
                })
                .toArray();
    }

    /** The tensor again. */
    public ThirdOrderTensor expanded() {
        return core.times(0, factors.get(0)).times(1, factors.get(1)).times(2, factors.get(2));
    }

    /**
     * {@code |core - diagonal| / |core|}: 0 = every direction of an axis goes with one of the others; NaN for a tensor of
     * zeros.
     */
    public double offDiagonalShare() {
        // Summed entry by entry: the difference of two norms would end at 1e-8.
        double off = 0;
        double[] values = core.entries().values();
        for (int n = 0; n < values.length; n++) {
            int i = n / (core.extent(1) * core.extent(2));
            int j = n / core.extent(2) % core.extent(1);
            int k = n % core.extent(2);
            off += i == j && j == k ? 0 : values[n] * values[n];
        }
        return Math.sqrt(off) / core.norm();
    }

    private int smallestRank() {
        return IntStream.of(core.extent(0), core.extent(1), core.extent(2))
                .min()
                .orElseThrow();
    }

    /**
     * The same tensor with its directions turned within their spans so that the diagonal of the core holds as much as can be
     * found. Where singular values are equal the decomposition alone leaves the directions undetermined, and this settles
     * them.
     *
     * <p>From every start, one axis after the other: with the others fixed, the sum of squares on the diagonal is convex in
     * the rotation, so that the rotation nearest to its gradient never makes it smaller. Of all starts the best is kept: the
     * first is no rotation, the others are drawn.
     *
     * @param starts from 1; many components need ten and more
     */
    public Tucker turnedToDiagonal(int starts, Seed seed) {
        int rank = smallestRank();
        if (core.extent(0) != rank || core.extent(1) != rank || core.extent(2) != rank) {
            throw new IllegalArgumentException(
                    "a core with equal ranks can be turned to a diagonal one, got " + core.entries());
        }
        if (starts < 1) {
            throw new IllegalArgumentException("starts must be at least 1, got " + starts);
        }
        Tucker best = this;
        for (int start = 0; start < starts; start++) {
            List<Matrix> rotations = new ArrayList<>();
            for (int axis = 0; axis < 3; axis++) {
                rotations.add(
                        start == 0
                                ? Matrix.identity(rank)
                                : rotation(rank, seed.child(start).child(axis)));
            }
            Tucker found = turned(climbed(rotations));
            best = found.offDiagonalShare() < best.offDiagonalShare() ? found : best;
        }
        return best;
    }

    private List<Matrix> climbed(List<Matrix> rotations) {
        double before = -1;
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            for (int axis = 0; axis < 3; axis++) {
                rotations.set(axis, nearestRotation(gradient(rotations, axis)));
            }
            double[] diagonal = diagonal(rotations);
            double held = 0;
            for (double value : diagonal) {
                held += value * value;
            }
            if (held <= before) {
                break;
            }
            before = held;
        }
        return rotations;
    }

    /** Column i: the core's product with column i of the two other rotations, times the entry of the diagonal. */
    private Matrix gradient(List<Matrix> rotations, int axis) {
        ThirdOrderTensor turned = core;
        for (int other = 0; other < 3; other++) {
            turned = other == axis
                    ? turned
                    : turned.times(other, rotations.get(other).transpose());
        }
        int rank = turned.extent(axis);
        Matrix gradient = Matrix.zeros(rank, rank);
        for (int i = 0; i < rank; i++) {
            double entry = 0;
            for (int r = 0; r < rank; r++) {
                double value = axis == 0 ? turned.at(r, i, i) : axis == 1 ? turned.at(i, r, i) : turned.at(i, i, r);
                gradient.set(r, i, value);
                entry += value * rotations.get(axis).get(r, i);
            }
            for (int r = 0; r < rank; r++) {
                gradient.set(r, i, entry * gradient.get(r, i));
            }
        }
        return gradient;
    }

    private double[] diagonal(List<Matrix> rotations) {
        ThirdOrderTensor turned = core;
        for (int axis = 0; axis < 3; axis++) {
            turned = turned.times(axis, rotations.get(axis).transpose());
        }
        ThirdOrderTensor all = turned;
        return IntStream.range(0, all.extent(0))
                .mapToDouble(i -> all.at(i, i, i))
                .toArray();
    }

    private Tucker turned(List<Matrix> rotations) {
        List<Matrix> other = new ArrayList<>();
        ThirdOrderTensor turned = core;
        for (int axis = 0; axis < 3; axis++) {
            other.add(factors.get(axis).times(rotations.get(axis)));
            turned = turned.times(axis, rotations.get(axis).transpose());
        }
        return new Tucker(other, turned);
    }

    /** The orthogonal factor of the polar decomposition. */
    private static Matrix nearestRotation(Matrix matrix) {
        SingularValues parts = SingularValues.of(matrix);
        return parts.left().times(parts.right().transpose());
    }

    private static Matrix rotation(int size, Seed seed) {
        Draws draws = seed.draws();
        Matrix normal = Matrix.zeros(size, size);
        for (int i = 0; i < normal.values().length; i++) {
            normal.values()[i] = draws.nextNormal();
        }
        return nearestRotation(normal);
    }
}
