package org.assay.analysis.subspace.neighbour;

import java.util.Arrays;
import org.assay.datasets.origin.Seed;

/**
 * Rows that no training step sees, by which starts are compared: the distance of each to its nearest key among rows trained on, with
 * as many keys as in training, the same queries and keys for whatever is compared.
 */
final class HeldOut {
    private static final int SHARE = 5;
    private static final int MOST_QUERIES = 500;
    private static final int KEY_SETS = 8;

    private final float[][] rows;
    private final int[] trained;
    private final int[] queries;
    private final int[][] keySets = new int[KEY_SETS][];

    HeldOut(float[][] rows, int keys, Seed seed) {
        this.rows = rows;
        int[] order = seed.child("split").draws().nextPermutation(rows.length);
        int held = rows.length / SHARE;
        this.queries = Arrays.copyOf(order, Math.min(held, MOST_QUERIES));
        this.trained = Arrays.copyOfRange(order, held, order.length);
        RowDraws draws = new RowDraws(trained, rows.length, seed.child("keys").draws());
        for (int set = 0; set < KEY_SETS; set++) {
            keySets[set] = draws.keys(keys);
        }
    }

    /** The rows to train on. */
    int[] trained() {
        return trained;
    }

    /** The rows in the directions of {@code r}, cut into {@code blocks}, with what they come to. */
    Cut cut(double[][] r, Blocks blocks) {
        return new Cut(r, blocks, distances(rows, r, blocks));
    }

    /**
     * Mean distance in each block.
     *
     * @param coordinates n x any: what of the rows is looked at
     */
    double[] distances(float[][] coordinates, double[][] r, Blocks blocks) {
        NeighbourLoss loss = new NeighbourLoss(coordinates);
        double[] means = new double[blocks.count()];
        for (int[] keys : keySets) {
            double[] distances = loss.distances(queries, keys, r, blocks);
            for (int s = 0; s < means.length; s++) {
                means[s] += distances[s] / KEY_SETS;
            }
        }
        return means;
    }
}
