package org.assay.analysis.subspace.neighbour;

import java.util.Arrays;
import java.util.Collections;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/** Training steps on normal rows with batches drawn beforehand, for measuring how long a step takes. Not for sharing between threads. */
public final class NeighbourSteps {
    /** Learning rate. */
    public static final double RATE = 1e-3;

    private final float[][] rows;
    private final int[][] queries;
    private final int[][] keys;
    private final Blocks blocks;
    private final NeighbourLoss loss;
    private final SkewAdam adam;
    private final double[][] rotation;
    private final double[][] omega;

    private NeighbourSteps(float[][] rows, int[][] queries, int[][] keys, Blocks blocks) {
        int k = rows[0].length;
        this.rows = rows;
        this.queries = queries;
        this.keys = keys;
        this.blocks = blocks;
        this.loss = new NeighbourLoss(rows);
        this.adam = new SkewAdam(k);
        this.rotation = Rotation.identity(k);
        this.omega = new double[k][k];
    }

    /**
     * @param blocks  must divide the directions
     * @param batches how many, each of {@code queries} and {@code keys} rows, none of them both
     */
    public static NeighbourSteps ofNormalRows(
            int rows, int directions, int blocks, int queries, int keys, int batches, Seed seed) {
        if (directions % blocks != 0 || queries + keys > rows) {
            throw new IllegalArgumentException(blocks + " blocks must divide " + directions + " directions, and "
                    + queries + " queries and " + keys + " keys be no more than " + rows + " rows");
        }
        Draws draws = seed.draws();
        float[][] normal = new float[rows][directions];
        for (float[] row : normal) {
            for (int c = 0; c < directions; c++) {
                row[c] = (float) (draws.nextNormal() / Math.sqrt(directions));
            }
        }
        int[][] queryRows = new int[batches][];
        int[][] keyRows = new int[batches][];
        for (int batch = 0; batch < batches; batch++) {
            int[] order = draws.nextPermutation(rows);
            queryRows[batch] = Arrays.copyOf(order, queries);
            keyRows[batch] = Arrays.copyOfRange(order, queries, queries + keys);
        }
        Blocks cut = new Blocks(Collections.nCopies(blocks, directions / blocks));
        return new NeighbourSteps(normal, queryRows, keyRows, cut);
    }

    /** One step on every batch; their losses. */
    public double[] lap() {
        double[] losses = new double[queries.length];
        for (int batch = 0; batch < losses.length; batch++) {
            losses[batch] = loss.ascent(queries[batch], keys[batch], rotation, blocks, omega);
            adam.step(omega, RATE);
            Rotation.turn(rotation, omega);
        }
        return losses;
    }

    public int directions() {
        return rotation.length;
    }

    public int blocks() {
        return blocks.count();
    }

    /** batches x Q. */
    public int[][] queries() {
        return queries;
    }

    /** batches x N. */
    public int[][] keys() {
        return keys;
    }

    /** All rows one after the other. */
    public float[] flatRows() {
        float[] flat = new float[rows.length * rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, flat, r * rows[r].length, rows[r].length);
        }
        return flat;
    }
}
