package org.assay.analysis.subspace.neighbour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.rival.IndependentBlocks;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/** Rotations from which training begins, k x k, over principal coordinates. */
final class Starts {
    private static final int MOST_ROWS_FOR_COMPONENTS = 3000;

    private Starts() {}

    /**
     * Principal directions, the axes of the site, independent components in the order of their clusters, and rotations at random until
     * there are {@code count}.
     *
     * @param count 1 or more
     */
    static List<double[][]> first(PreparedRows rows, int count, Seed seed) {
        List<double[][]> starts = new ArrayList<>();
        starts.add(Rotation.identity(rows.directions()));
        if (count > 1) {
            starts.add(axes(rows));
        }
        if (count > 2) {
            starts.add(components(rows, seed.child("components")));
        }
        starts.addAll(random(rows.directions(), count - starts.size(), seed));
        return starts;
    }

    private static double[][] components(PreparedRows rows, Seed seed) {
        return along(components(rows.rows(), IndependentBlocks.cubic(), seed));
    }

    /** The directions of a block cut in two by clusters of independent components; empty where components cannot be told. */
    static Optional<Cut> twoClusters(float[][] rows, Seed seed) {
        Partition two = components(rows, IndependentBlocks.cubic().into(2), seed);
        if (two.sizes().size() != 2 || two.unassigned() > 0) {
            return Optional.empty();
        }
        return Optional.of(new Cut(along(two), new Blocks(two.sizes()), new double[2]));
    }

    private static double[][] along(Partition partition) {
        double[][] r = Rotation.alongRows(partition.basis());
        Rotation.straighten(r);
        return r;
    }

    private static Partition components(float[][] rows, IndependentBlocks method, Seed seed) {
        int k = rows[0].length;
        int used = Math.min(rows.length, MOST_ROWS_FOR_COMPONENTS);
        int[] order = seed.child("rows").draws().nextPermutation(rows.length);
        Matrix some = Matrix.zeros(used, k);
        Arrays.setAll(some.values(), i -> rows[order[i / k]][i % k]);
        double[] weights = new double[used];
        Arrays.fill(weights, 1.0 / used);
        return method.fit(some, weights, seed).partition();
    }

    /** {@code count} rotations at random. */
    static List<double[][]> random(int k, int count, Seed seed) {
        return IntStream.range(0, count).mapToObj(i -> random(k, seed.child(i))).toList();
    }

    /** A uniformly random rotation. */
    static double[][] random(int k, Seed seed) {
        return Rotation.rowsOf(RandomSubspace.of(new double[k], k, seed).basis());
    }

    /** The axes of the site as far as they lie in the directions that vary, orthonormalised, those that do most first. */
    private static double[][] axes(PreparedRows rows) {
        int k = rows.directions();
        int axes = rows.mean().length;
        double[][] columns = new double[axes][];
        for (int a = 0; a < axes; a++) {
            columns[a] = rows.kept().column(a);
        }
        double[][] chosen = new double[k][];
        for (int c = 0; c < k; c++) {
            int longest = 0;
            for (int a = 1; a < axes; a++) {
                longest =
                        Rotation.dot(columns[a], columns[a]) > Rotation.dot(columns[longest], columns[longest]) + 1e-12
                                ? a
                                : longest;
            }
            double norm = Math.sqrt(Rotation.dot(columns[longest], columns[longest]));
            chosen[c] = columns[longest].clone();
            for (int j = 0; j < k; j++) {
                chosen[c][j] /= norm;
            }
            for (double[] column : columns) {
                Rotation.add(-Rotation.dot(chosen[c], column), chosen[c], column);
            }
        }
        double[][] r = Rotation.transpose(chosen);
        Rotation.straighten(r);
        return r;
    }
}
