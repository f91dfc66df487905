package org.assay.analysis.subspace.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.smile.SingularValues;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * A toy model of superposition, trained: {@code x' = ReLU(x W'W + b)} reconstructs features x of which at most one of each
 * group is on at a time, through a hidden layer {@code h = x W'} with fewer directions than features. Features that exclude
 * one another come to share directions; groups come to lie orthogonal. Layout and recipe of training are those of the code
 * released with arXiv:2508.01916.
 *
 * @param groups  features of each group
 * @param weights W, D x features
 * @param bias    b, one per feature
 * @param loss    mean squared error, summed over features, mean of the last hundred batches
 */
public record SuperpositionToy(List<Integer> groups, Matrix weights, double[] bias, double loss) {
    public SuperpositionToy {
        groups = List.copyOf(groups);
    }

    /** Trains one; a few seconds for 40 features in 12 directions. */
    public static SuperpositionToy train(List<Integer> groups, int directions, Seed seed) {
        if (groups.isEmpty() || groups.stream().anyMatch(size -> size < 1) || directions < 1) {
            throw new IllegalArgumentException(
                    "wanted groups of features and a direction, got " + groups + " and " + directions);
        }
        return new SuperpositionTraining(groups, directions, seed).run();
    }

    /** The hidden layer on {@code rows} fresh inputs, with each group as a factor: which feature is on, the last value none. */
    public KnownCode draw(int rows, Seed seed) {
        GroupedFeatures source = new GroupedFeatures(groups);
        int directions = weights.rows();
        int[] on = new int[groups.size()];
        double[] size = new double[groups.size()];
        Matrix hidden = Matrix.zeros(rows, directions);
        int[][] values = new int[groups.size()][rows];
        List<Matrix> strengths = new ArrayList<>();
        groups.forEach(group -> strengths.add(Matrix.zeros(rows, group)));
        Draws draws = seed.draws();
        for (int r = 0; r < rows; r++) {
            source.draw(draws, on, size);
            for (int g = 0; g < on.length; g++) {
                values[g][r] = on[g] < 0 ? groups.get(g) : on[g] - source.first(g);
                if (on[g] >= 0) {
                    strengths.get(g).set(r, values[g][r], size[g]);
                    for (int d = 0; d < directions; d++) {
                        hidden.values()[r * directions + d] += size[g] * weights.get(d, on[g]);
                    }
                }
            }
        }
        List<KnownFactor> factors = IntStream.range(0, on.length)
                .mapToObj(g -> new KnownFactor("group." + g, strengths.get(g), Optional.of(values[g])))
                .toList();
        return new KnownCode(hidden, factors, codes(), truth());
    }

    /** What each group adds: W of its features, features x D. */
    private List<Matrix> codes() {
        GroupedFeatures source = new GroupedFeatures(groups);
        return IntStream.range(0, groups.size())
                .mapToObj(g -> weights.selectColumns(source.first(g), source.first(g) + groups.get(g))
                        .transpose())
                .toList();
    }

    /**
     * The D directions of most energy over the groups, each given to its group, and of these the nearest orthonormal basis
     * (polar factor): groups come out of training orthogonal only nearly.
     */
    private Partition truth() {
        int directions = weights.rows();
        List<Direction> all = new ArrayList<>();
        List<Matrix> codes = codes();
        for (int g = 0; g < codes.size(); g++) {
            SymmetricEigen eigen =
                    SymmetricEigen.of(symmetric(codes.get(g).transpose().times(codes.get(g))));
            for (int i = 0; i < directions; i++) {
                all.add(new Direction(g, eigen.values()[i], eigen.vectors().row(i)));
            }
        }
        all.sort(Comparator.comparingDouble(Direction::energy).reversed());
        List<Direction> kept = new ArrayList<>(all.subList(0, directions));
        kept.sort(Comparator.comparingInt(Direction::group));
        SingularValues svd = SingularValues.of(
                Matrix.ofRows(kept.stream().map(Direction::vector).toArray(double[][]::new)));
        List<Integer> sizes = IntStream.range(0, codes.size())
                .map(g -> (int) kept.stream()
                        .filter(direction -> direction.group() == g)
                        .count())
                .boxed()
                .toList();
        return new Partition(
                new double[directions], svd.left().times(svd.right().transpose()), sizes);
    }

    private static Matrix symmetric(Matrix product) {
        Matrix transposed = product.transpose();
        for (int i = 0; i < product.values().length; i++) {
            product.values()[i] = (product.values()[i] + transposed.values()[i]) / 2;
        }
        return product;
    }

    private record Direction(int group, double energy, double[] vector) {}
}
