package org.assay.analysis.subspace.neighbour;

import java.util.Arrays;

/**
 * How far a row lies from its nearest other row within each block, and which way to turn so that it lies nearer: the objective of
 * arXiv:2508.01916. With {@code z = h R} cut into S blocks, {@code m(n, s)} the key nearest to query n in block s and Q queries,
 *
 * <pre>{@code
 * loss  = 1/S sum_s 1/Q sum_n |z_n(s) - y_m(n,s)(s)|
 * G_s   = 1/(S Q) sum_n (h_n - k_m(n,s))' u_n        u_n = (z_n(s) - y_m(n,s)(s)) / distance, k x d_s
 * Omega = R'G - G'R                                   steepest ascent among rotations of R, skew
 * }</pre>
 *
 * <p>where both ends of a distance turn with R and the choice of the neighbour is held. A distance that rounding could have made
 * has no direction: u is 0 below {@link #LEAST_DISTANCE} of the rows' root mean square norm, which the rows here have at 1.
 */
final class NeighbourLoss {
    /** What float32 leaves of coordinates that are equal, with room to spare. */
    static final double LEAST_DISTANCE = 1e-5;

    private final float[][] rows;
    private final int k;
    private final KeySearch search;
    /** G transposed, k x k. */
    private final float[][] gradient;

    private final float[] delta;
    private final float[][] rotation;

    /** @param rows n x k, of root mean square norm 1 */
    NeighbourLoss(float[][] rows) {
        this.rows = rows;
        this.k = rows[0].length;
        this.search = new KeySearch(rows);
        this.gradient = new float[k][k];
        this.delta = new float[k];
        this.rotation = new float[k][k];
    }

    /** Mean distance to the nearest key in each block; queries weigh the same. */
    double[] distances(int[] queries, int[] keys, double[][] r, Blocks blocks) {
        find(queries, keys, r, blocks);
        double[] means = new double[blocks.count()];
        for (int s = 0; s < means.length; s++) {
            for (int q = 0; q < queries.length; q++) {
                means[s] += Math.sqrt(search.square(q, s)) / queries.length;
            }
        }
        return means;
    }

    /**
     * The loss of a batch, and its ascent direction.
     *
     * @param omega k x k, overwritten
     */
    double ascent(int[] queries, int[] keys, double[][] r, Blocks blocks, double[][] omega) {
        find(queries, keys, r, blocks);
        for (float[] row : gradient) {
            Arrays.fill(row, 0);
        }
        double sum = 0;
        for (int q = 0; q < queries.length; q++) {
            for (int s = 0; s < blocks.count(); s++) {
                double distance = Math.sqrt(search.square(q, s));
                sum += distance;
                if (distance > LEAST_DISTANCE) {
                    addGradient(q, queries[q], s, blocks, (float) (1 / (distance * queries.length * blocks.count())));
                }
            }
        }
        skew(r, omega);
        return sum / queries.length / blocks.count();
    }

    private void find(int[] queries, int[] keys, double[][] r, Blocks blocks) {
        for (int j = 0; j < k; j++) {
            for (int c = 0; c < k; c++) {
                rotation[j][c] = (float) r[j][c];
            }
        }
        search.search(queries, keys, rotation, blocks);
        if (search.nearest(0, 0) < 0) {
            throw new IllegalArgumentException("a query needs a key beside itself, got keys " + Arrays.toString(keys));
        }
    }

    private void addGradient(int q, int query, int s, Blocks blocks, float scale) {
        subtract(rows[query], rows[search.nearest(q, s)], delta);
        float[] towards = search.towards(q);
        int from = blocks.from(s);
        for (int c = from; c < from + blocks.size(s); c++) {
            add(scale * towards[c], delta, gradient[c]);
        }
    }

    private static void subtract(float[] a, float[] b, float[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = a[j] - b[j];
        }
    }

    private static void add(float factor, float[] from, float[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = Math.fma(factor, from[j], to[j]);
        }
    }

    /** {@code Omega = R'G - (R'G)'}. */
    private void skew(double[][] r, double[][] omega) {
        double[][] product = omega;
        for (int c = 0; c < k; c++) {
            double[] to = product[c];
            Arrays.fill(to, 0);
            for (int i = 0; i < k; i++) {
                Rotation.add(gradient[c][i], r[i], to);
            }
        }
        // Row c of the product is column c of R'G.
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < a; b++) {
                double value = product[b][a] - product[a][b];
                product[a][b] = value;
                product[b][a] = -value;
            }
            product[a][a] = 0;
        }
    }
}
