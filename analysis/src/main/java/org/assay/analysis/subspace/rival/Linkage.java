package org.assay.analysis.subspace.rival;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;

/** Agglomerative clustering by similarity with average linkage: the two groups most alike on average are joined, again and again. */
final class Linkage {
    private Linkage() {}

    /**
     * @param similarity r x r, symmetric
     * @param fewest     joining stops at this many groups
     * @param least      joining stops when no two groups are as similar as this on average
     * @return members of each group, rising; groups by size, then by first member
     */
    static List<List<Integer>> groups(Matrix similarity, int fewest, double least) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < similarity.rows(); i++) {
            groups.add(List.of(i));
        }
        while (groups.size() > fewest) {
            int[] pair = mostAlike(groups, similarity, least);
            if (pair.length == 0) {
                break;
            }
            List<Integer> joined = new ArrayList<>(groups.get(pair[0]));
            joined.addAll(groups.remove(pair[1]));
            joined.sort(null);
            groups.set(pair[0], joined);
        }
        groups.sort((a, b) -> a.size() != b.size() ? b.size() - a.size() : a.get(0) - b.get(0));
        return groups;
    }

    private static int[] mostAlike(List<List<Integer>> groups, Matrix similarity, double least) {
        int[] pair = {};
        double best = least;
        for (int a = 0; a < groups.size(); a++) {
            for (int b = a + 1; b < groups.size(); b++) {
                double average = average(groups.get(a), groups.get(b), similarity);
                if (average >= best && (pair.length == 0 || average > best)) {
                    best = average;
                    pair = new int[] {a, b};
                }
            }
        }
        return pair;
    }

    private static double average(List<Integer> a, List<Integer> b, Matrix similarity) {
        double sum = 0;
        for (int i : a) {
            for (int j : b) {
                sum += similarity.get(i, j);
            }
        }
        return sum / (a.size() * b.size());
    }
}
