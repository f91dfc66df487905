package org.assay.analysis.metric;

import java.util.List;

/**
 * Whether labels of labels are those of the truth, by rooted triples: where the truth says that two of three things belong together
 * before the third, does the found hierarchy say so of the same two? A triple that the found hierarchy leaves open counts a
 * third, as a guess would:
 *
 * <pre>(share of the triples that the truth resolves on which the found hierarchy agrees - 1/3) / (2/3)</pre>
 *
 * <p>1 for the hierarchy of the truth or any finer one, 0 for none and on average for one with the leaves exchanged at random, down
 * to -1/2. The measure is the triplet distance of rooted trees (Dobson 1975; Critchlow, Pearl and Qian 1996), less chance.
 */
public final class HierarchyMatch {
    private static final double CHANCE = 1.0 / 3;

    private HierarchyMatch() {}

    /**
     * @param found   nested partitions of the leaves from fine to coarse: for each leaf its group
     * @param truth   the same of the truth
     * @param weights of the leaves, not negative; a triple weighs their product
     * @throws ArithmeticException when the truth puts no two of any three leaves together
     */
    public static double of(List<int[]> found, List<int[]> truth, double[] weights) {
        int leaves = weights.length;
        requireNested(found, "found", leaves);
        requireNested(truth, "true", leaves);
        int[][] foundLevels = levels(found, leaves);
        int[][] trueLevels = levels(truth, leaves);
        double agreed = 0;
        double resolved = 0;
        for (int a = 0; a < leaves; a++) {
            for (int b = 0; b < a; b++) {
                for (int c = 0; c < b; c++) {
                    int together = together(trueLevels, a, b, c);
                    if (together >= 0) {
                        double weight = weights[a] * weights[b] * weights[c];
                        int said = together(foundLevels, a, b, c);
                        resolved += weight;
                        agreed += weight * (said == together ? 1 : said < 0 ? CHANCE : 0);
                    }
                }
            }
        }
        if (!(resolved > 0)) {
            throw new ArithmeticException("the true hierarchy puts no two of any three of the " + leaves
                    + " leaves together, so there is nothing to match");
        }
        return (agreed / resolved - CHANCE) / (1 - CHANCE);
    }

    private static void requireNested(List<int[]> partitions, String which, int leaves) {
        for (int level = 0; level < partitions.size(); level++) {
            if (partitions.get(level).length != leaves) {
                throw new IllegalArgumentException("level " + level + " of the " + which + " hierarchy has "
                        + partitions.get(level).length + " leaves, not " + leaves);
            }
            for (int a = 0; level > 0 && a < leaves; a++) {
                for (int b = 0; b < a; b++) {
                    int[] fine = partitions.get(level - 1);
                    int[] coarse = partitions.get(level);
                    if (fine[a] == fine[b] && coarse[a] != coarse[b]) {
                        throw new IllegalArgumentException(
                                "level " + level + " of the " + which + " hierarchy parts leaves " + b + " and " + a
                                        + ", which the level below puts together");
                    }
                }
            }
        }
    }

    /** For every pair the finest level at which it is together; the number of levels where it never is. */
    private static int[][] levels(List<int[]> partitions, int leaves) {
        int[][] levels = new int[leaves][leaves];
        for (int a = 0; a < leaves; a++) {
            for (int b = 0; b < leaves; b++) {
                int level = 0;
                while (level < partitions.size()
                        && partitions.get(level)[a] != partitions.get(level)[b]) {
                    level++;
                }
                levels[a][b] = level;
            }
        }
        return levels;
    }

    /** Which of the three is the odd one out: 0 for c, 1 for b, 2 for a; -1 where that is left open. */
    private static int together(int[][] levels, int a, int b, int c) {
        int ab = levels[a][b];
        int ac = levels[a][c];
        int bc = levels[b][c];
        if (ab < ac && ab < bc) {
            return 0;
        }
        if (ac < ab && ac < bc) {
            return 1;
        }
        return bc < ab && bc < ac ? 2 : -1;
    }
}
