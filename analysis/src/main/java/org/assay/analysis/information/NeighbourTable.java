package org.assay.analysis.information;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;

/** The distances between the samples of one block, and for each sample the others from the nearest on. */
final class NeighbourTable {
    /** The most whose square an array can hold; then 16 bits number them, too. */
    private static final int MOST_SAMPLES = 46_340;

    private static final int BYTES_PER_PAIR = Float.BYTES + Character.BYTES;

    private final int samples;
    private final boolean varies;

    /** n x n, in units of the block's root total variance. */
    private final float[] distances;

    /** n x n: row r holds all samples by rising distance from r, r itself among those at distance 0. */
    private final char[] order;

    private NeighbourTable(int samples, boolean varies, float[] distances, char[] order) {
        this.samples = samples;
        this.varies = varies;
        this.distances = distances;
        this.order = order;
    }

    /** Refuses what would take more than half of what the JVM may use, or more than an array can hold. */
    static void requireRoom(int blocks, int samples) {
        double bytes = (double) blocks * samples * samples * BYTES_PER_PAIR;
        double most = Runtime.getRuntime().maxMemory() / 2.0;
        if (samples > MOST_SAMPLES || bytes > most) {
            throw new IllegalArgumentException("distances between " + samples + " samples in " + blocks
                    + " blocks would take " + Math.round(bytes / (1 << 20)) + " MiB, there are "
                    + Math.round(most / (1 << 20)) + ", and no block may have more than " + MOST_SAMPLES
                    + " samples: draw fewer");
        }
    }

    static NeighbourTable of(Matrix block) {
        int n = block.rows();
        double unit = Math.sqrt(Distances.totalVariance(block));
        if (!(unit > 0)) {
            return new NeighbourTable(n, false, new float[0], new char[0]);
        }
        float[] distances = new float[n * n];
        char[] order = new char[n * n];
        double[] row = new double[n];
        long[] keys = new long[n];
        for (int r = 0; r < n; r++) {
            Distances.fromRow(block, r, block, unit, row);
            for (int m = 0; m < n; m++) {
                float distance = (float) row[m];
                distances[r * n + m] = distance;
                // Bits of floats that are not negative rise with their values.
                keys[m] = (long) Float.floatToRawIntBits(distance) << Integer.SIZE | m;
            }
            Arrays.sort(keys);
            for (int m = 0; m < n; m++) {
                order[r * n + m] = (char) keys[m];
            }
        }
        return new NeighbourTable(n, true, distances, order);
    }

    int samples() {
        return samples;
    }

    boolean varies() {
        return varies;
    }

    float distance(int from, int to) {
        return distances[from * samples + to];
    }

    /** The sample that is number {@code rank} from {@code from}, itself among them. */
    int atRank(int from, int rank) {
        return order[from * samples + rank];
    }

    /** How many samples lie no farther than {@code reach} from {@code from}, itself among them. */
    int within(int from, double reach) {
        int low = 0;
        int high = samples;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (distance(from, atRank(from, middle)) <= reach) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
