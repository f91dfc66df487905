package org.assay.analysis.subspace.rival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * Groups of things that are alike (Ng, Jordan and Weiss 2001): eigenvectors of {@code D^-1/2 A D^-1/2}, A the affinities without
 * those of a thing to itself and D their sums, give each thing a row of unit length, and rows are clustered. Where the number of groups
 * is not known it is the one after which the eigenvalues fall most.
 */
final class SpectralGroups {
    /** A number that is not known is looked for up to here. */
    private static final int MOST_GROUPS = 16;

    private SpectralGroups() {}

    /**
     * @param affinity M x M, symmetric, not negative
     * @return members of each group, rising; groups by first member
     */
    static List<List<Integer>> of(Matrix affinity, OptionalInt groups, Seed seed) {
        int m = affinity.rows();
        double[] degree = new double[m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                degree[i] += i == j ? 0 : affinity.get(i, j);
            }
        }
        Matrix normal = Matrix.zeros(m, m);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                double scale = Math.sqrt(degree[i] * degree[j]);
                normal.set(i, j, i == j || !(scale > 0) ? 0 : affinity.get(i, j) / scale);
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(normal);
        int count = Math.min(m, groups.orElseGet(() -> largestFall(eigen.values())));
        Matrix rows = unitRows(eigen.leading(count).transpose());
        double[] weights = new double[m];
        Arrays.fill(weights, 1.0 / m);
        int[] member = KMeans.fit(rows, weights, count, seed).member();
        return members(member);
    }

    private static int largestFall(double[] values) {
        int best = 1;
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 1; k < Math.min(values.length, MOST_GROUPS + 1); k++) {
            double fall = values[k - 1] - values[k];
            if (fall > largest) {
                largest = fall;
                best = k;
            }
        }
        return best;
    }

    private static List<List<Integer>> members(int[] member) {
        List<List<Integer>> groups = new ArrayList<>();
        int[] index = new int[member.length];
        Arrays.fill(index, -1);
        for (int i = 0; i < member.length; i++) {
            if (index[member[i]] < 0) {
                index[member[i]] = groups.size();
                groups.add(new ArrayList<>());
            }
            groups.get(index[member[i]]).add(i);
        }
        return groups;
    }

    private static Matrix unitRows(Matrix rows) {
        int k = rows.columns();
        for (int r = 0; r < rows.rows(); r++) {
            double square = 0;
            for (double value : rows.row(r)) {
                square += value * value;
            }
            for (int c = 0; c < k && square > 0; c++) {
                rows.set(r, c, rows.get(r, c) / Math.sqrt(square));
            }
        }
        return rows;
    }
}
