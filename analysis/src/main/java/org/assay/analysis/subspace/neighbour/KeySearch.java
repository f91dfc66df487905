package org.assay.analysis.subspace.neighbour;

import java.util.Arrays;

/**
 * The nearest key of each query within each block. Keys are rotated and searched {@link #CHUNK} at a time, so that memory does not
 * grow with their number: 2 k x CHUNK floats, and for each query and block what is nearest so far.
 *
 * <p>Distances are sums of squared differences, never negative and exactly 0 between equal coordinates, in float32. Of equally near
 * keys always the same is taken. A query is never its own key.
 */
final class KeySearch {
    private static final int TILES = 4;
    static final int CHUNK = TILES * KeyTile.SIZE;

    private final float[][] rows;
    private final int k;
    /** Where in the chunk a row is as a key; -1: nowhere. */
    private final int[] place;

    private final KeyTile[] tiles = new KeyTile[TILES];
    private final float[][] squares = new float[TILES][];
    private final float[] least = new float[KeyTile.SIZE];

    private Blocks blocks;
    private float[][] rotatedQueries = new float[0][];
    private float[][] towards = new float[0][];
    private int[] nearest = new int[0];
    private float[] nearestSquare = new float[0];

    /** @param rows n x k; a query or key is the index of a row */
    KeySearch(float[][] rows) {
        this.rows = rows;
        this.k = rows[0].length;
        this.place = new int[rows.length];
        Arrays.fill(place, -1);
        Arrays.setAll(tiles, tile -> new KeyTile(k));
    }

    /**
     * Searches; the results stay until the next search.
     *
     * @param rotation k x k by rows: {@code z = h R}
     */
    void search(int[] queries, int[] keys, float[][] rotation, Blocks blocks) {
        this.blocks = blocks;
        prepare(queries.length);
        for (int q = 0; q < queries.length; q++) {
            rotate(rows[queries[q]], rotation, rotatedQueries[q]);
        }
        for (int from = 0; from < keys.length; from += CHUNK) {
            int end = Math.min(keys.length, from + CHUNK);
            int used = 0;
            for (int at = from; at < end; at += KeyTile.SIZE) {
                tiles[used++].load(rows, keys, at, Math.min(KeyTile.SIZE, end - at), rotation);
            }
            for (int i = from; i < end; i++) {
                place[keys[i]] = i - from;
            }
            searchChunk(queries, keys, from, used);
            for (int i = from; i < end; i++) {
                place[keys[i]] = -1;
            }
        }
    }

    /** The row that is the nearest key of query number {@code q} in block {@code s}, or -1 where there is no key but itself. */
    int nearest(int q, int s) {
        return nearest[q * blocks.count() + s];
    }

    /** The squared distance to it. */
    float square(int q, int s) {
        return nearestSquare[q * blocks.count() + s];
    }

    /** Query minus nearest key in the coordinates of all blocks, each block with its own key. */
    float[] towards(int q) {
        return towards[q];
    }

    private void prepare(int queries) {
        if (rotatedQueries.length < queries) {
            rotatedQueries = new float[queries][k];
            towards = new float[queries][k];
        }
        int cells = queries * blocks.count();
        if (nearest.length < cells) {
            nearest = new int[cells];
            nearestSquare = new float[cells];
        }
        Arrays.fill(nearest, 0, cells, -1);
        Arrays.fill(nearestSquare, 0, cells, Float.POSITIVE_INFINITY);
    }

    private static void rotate(float[] row, float[][] rotation, float[] to) {
        Arrays.fill(to, 0);
        for (int j = 0; j < row.length; j++) {
            add(row[j], rotation[j], to);
        }
    }

    private static void add(float factor, float[] from, float[] to) {
        for (int c = 0; c < to.length; c++) {
            to[c] = Math.fma(factor, from[c], to[c]);
        }
    }

    private void searchChunk(int[] queries, int[] keys, int from, int used) {
        int first = 0;
        for (int s = 0; s < blocks.count(); s++) {
            int end = first + blocks.size(s);
            for (int q = 0; q < queries.length; q++) {
                for (int t = 0; t < used; t++) {
                    squares[t] = tiles[t].squares(rotatedQueries[q], first, end);
                }
                int own = place[queries[q]];
                if (own >= 0) {
                    squares[own / KeyTile.SIZE][own % KeyTile.SIZE] = Float.POSITIVE_INFINITY;
                }
                int cell = q * blocks.count() + s;
                int at = nearest(used, nearestSquare[cell]);
                if (at >= 0) {
                    KeyTile tile = tiles[at / KeyTile.SIZE];
                    int key = at % KeyTile.SIZE;
                    nearest[cell] = keys[from + at];
                    nearestSquare[cell] = squares[at / KeyTile.SIZE][key];
                    for (int c = first; c < end; c++) {
                        towards[q][c] = rotatedQueries[q][c] - tile.coordinate(c, key);
                    }
                }
            }
            first = end;
        }
    }

    /** Where in the chunk the least square below {@code bound} is, or -1: the least of the tiles lane by lane, then the least lane. */
    private int nearest(int used, float bound) {
        float[] lanes = squares[0];
        for (int t = 1; t < used; t++) {
            minimum(lanes, squares[t], least);
            lanes = least;
        }
        int lane = leastBelow(lanes, used == 1 ? tiles[0].count() : KeyTile.SIZE, bound);
        if (lane < 0) {
            return -1;
        }
        int tile = 0;
        while (squares[tile][lane] != lanes[lane]) {
            tile++;
        }
        return tile * KeyTile.SIZE + lane;
    }

    private static void minimum(float[] a, float[] b, float[] to) {
        for (int m = 0; m < to.length; m++) {
            to[m] = Math.min(a[m], b[m]);
        }
    }

    /** Where the first least value below {@code bound} is, or -1. */
    private static int leastBelow(float[] values, int count, float bound) {
        float best = bound;
        int at = -1;
        for (int m = 0; m < count; m++) {
            if (values[m] < best) {
                best = values[m];
                at = m;
            }
        }
        return at;
    }
}
