package org.assay.analysis.decompile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;

/**
 * The vectors that an MLP writes as sums: one of them is written whatever happens, and every other is that one and the sum of some of
 * a few differences. Chosen so that there are as few differences as possible; each stands for a label.
 *
 * @param base        D
 * @param differences one D for each label
 * @param present     for every vector which differences it holds
 */
record Generators(double[] base, List<double[]> differences, List<BitSet> present) {
    private static final double TOLERANCE = 1e-6;

    static Generators of(Matrix vectors) {
        Generators fewest = null;
        for (int base = 0; base < vectors.rows(); base++) {
            Generators generators = from(vectors, base);
            if (fewest == null || generators.differences.size() < fewest.differences.size()) {
                fewest = generators;
            }
        }
        return fewest;
    }

    /** Shorter differences first; one that is a sum of earlier ones is no label of its own. */
    private static Generators from(Matrix vectors, int base) {
        int count = vectors.rows();
        double[][] differences = new double[count][];
        for (int v = 0; v < count; v++) {
            differences[v] = less(vectors.row(v), vectors.row(base));
        }
        List<Integer> order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(v -> norm(differences[v])))
                .toList();
        List<double[]> found = new ArrayList<>();
        List<BitSet> present = new ArrayList<>();
        for (int v = 0; v < count; v++) {
            present.add(new BitSet());
        }
        for (int v : order) {
            BitSet sum = new BitSet();
            if (!isSum(differences[v], found, 0, sum)) {
                sum.clear();
                sum.set(found.size());
                found.add(differences[v]);
            }
            present.set(v, sum);
        }
        return new Generators(vectors.row(base), found, present);
    }

    private static boolean isSum(double[] rest, List<double[]> found, int from, BitSet sum) {
        if (norm(rest) <= TOLERANCE) {
            return true;
        }
        for (int next = from; next < found.size(); next++) {
            sum.set(next);
            if (isSum(less(rest, found.get(next)), found, next + 1, sum)) {
                return true;
            }
            sum.clear(next);
        }
        return false;
    }

    private static double[] less(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int d = 0; d < a.length; d++) {
            difference[d] = a[d] - b[d];
        }
        return difference;
    }

    private static double norm(double[] vector) {
        double square = 0;
        for (double entry : vector) {
            square += entry * entry;
        }
        return Math.sqrt(square);
    }
}
