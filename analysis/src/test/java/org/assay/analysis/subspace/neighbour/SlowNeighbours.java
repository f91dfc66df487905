package org.assay.analysis.subspace.neighbour;

/** The objective in float64 and plain loops, all distances at once: the judge of the fast route. */
final class SlowNeighbours {
    private final float[][] rows;
    private final int[] queries;
    private final int[] keys;
    private final Blocks blocks;

    SlowNeighbours(float[][] rows, int[] queries, int[] keys, Blocks blocks) {
        this.rows = rows;
        this.queries = queries;
        this.keys = keys;
        this.blocks = blocks;
    }

    /** For each query and block the nearest key, never the query itself. */
    int[][] nearest(double[][] r) {
        int[][] nearest = new int[queries.length][blocks.count()];
        for (int q = 0; q < queries.length; q++) {
            for (int s = 0; s < blocks.count(); s++) {
                double least = Double.POSITIVE_INFINITY;
                for (int key : keys) {
                    double distance = distance(queries[q], key, s, r);
                    if (key != queries[q] && distance < least) {
                        least = distance;
                        nearest[q][s] = key;
                    }
                }
            }
        }
        return nearest;
    }

    /** The same with -1 where the distance is too small to have a direction. */
    int[][] withDirection(double[][] r, int[][] nearest) {
        int[][] kept = new int[nearest.length][];
        for (int q = 0; q < nearest.length; q++) {
            kept[q] = nearest[q].clone();
            for (int s = 0; s < kept[q].length; s++) {
                boolean far = distance(queries[q], nearest[q][s], s, r) > NeighbourLoss.LEAST_DISTANCE;
                kept[q][s] = far ? nearest[q][s] : -1;
            }
        }
        return kept;
    }

    /** The loss with these neighbours; -1 adds nothing. */
    double loss(double[][] r, int[][] nearest) {
        double sum = 0;
        for (int q = 0; q < queries.length; q++) {
            for (int s = 0; s < blocks.count(); s++) {
                sum += nearest[q][s] < 0 ? 0 : distance(queries[q], nearest[q][s], s, r);
            }
        }
        return sum / queries.length / blocks.count();
    }

    double distance(int a, int b, int s, double[][] r) {
        double square = 0;
        for (int c = blocks.from(s); c < blocks.from(s) + blocks.size(s); c++) {
            double along = 0;
            for (int j = 0; j < r.length; j++) {
                along += ((double) rows[a][j] - rows[b][j]) * r[j][c];
            }
            square += along * along;
        }
        return Math.sqrt(square);
    }
}
