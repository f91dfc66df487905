package org.assay.analysis.subspace.neighbour;

import java.util.Arrays;

/**
 * The nearest key of each query within each block. Keys are rotated and searched {@link #CHUNK} at a time, so that memory does not
 * grow with their number: 2 k x CHUNK floats, and for each query and block what is nearest so far.
 *
 * <p>Distances are sums of squared differences, never negative and exactly 0 between equal coordinates, in float32. Coordinates lie
 * one array each, with keys along it: inner loops then run over arrays at the same index, which is what the compiler of the Java
 * machine turns into vector instructions. Of equally near keys the first is taken. A query is never its own key.
 */
final class KeySearch {
    static final int CHUNK = 1024;

    private final float[][] rows;
    private final int k;
    private final int[] place;
    private final float[][] keyColumns;
    private final float[][] rotatedKeys;
    private final float[] squares = new float[CHUNK];

    private Blocks blocks;
    private float[][] rotatedQueries = new float[0][];
    private int[] nearest = new int[0];
    private float[] nearestSquare = new float[0];
    private float[][] towards = new float[0][];

    /** @param rows n x k; a query or key is the index of a row */
    KeySearch(float[][] rows) {
        this.rows = rows;
        this.k = rows[0].length;
        this.place = new int[rows.length];
        Arrays.fill(place, -1);
        this.keyColumns = new float[k][CHUNK];
        this.rotatedKeys = new float[k][CHUNK];
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
            int count = Math.min(CHUNK, keys.length - from);
            rotateKeys(keys, from, count, rotation);
            for (int i = 0; i < count; i++) {
                place[keys[from + i]] = i;
            }
            for (int s = 0; s < blocks.count(); s++) {
                for (int q = 0; q < queries.length; q++) {
                    searchChunk(q, queries[q], s, keys, from, count);
                }
            }
            for (int i = 0; i < count; i++) {
                place[keys[from + i]] = -1;
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

    private void rotateKeys(int[] keys, int from, int count, float[][] rotation) {
        for (int i = 0; i < count; i++) {
            float[] row = rows[keys[from + i]];
            for (int j = 0; j < k; j++) {
                keyColumns[j][i] = row[j];
            }
        }
        for (int c = 0; c < k; c += 2) {
            int other = Math.min(c + 1, k - 1);
            Arrays.fill(rotatedKeys[c], 0, count, 0);
            Arrays.fill(rotatedKeys[other], 0, count, 0);
            rotateTwo(c, other, count, rotation);
        }
    }

    /** Two rotated coordinates at once, so that each key coordinate is read once for both. */
    private void rotateTwo(int a, int b, int count, float[][] r) {
        int j = 0;
        for (; a != b && j + 4 <= k; j += 4) {
            addFour(keyColumns, j, r, a, b, rotatedKeys[a], rotatedKeys[b], count);
        }
        for (; j < k; j++) {
            addColumn(r[j][a], keyColumns[j], rotatedKeys[a], count);
            if (a != b) {
                addColumn(r[j][b], keyColumns[j], rotatedKeys[b], count);
            }
        }
    }

    private static void addFour(
            float[][] columns, int j, float[][] r, int a, int b, float[] toA, float[] toB, int count) {
        addFour(
                columns[j],
                columns[j + 1],
                columns[j + 2],
                columns[j + 3],
                new float[] {r[j][a], r[j + 1][a], r[j + 2][a], r[j + 3][a]},
                new float[] {r[j][b], r[j + 1][b], r[j + 2][b], r[j + 3][b]},
                toA,
                toB,
                count);
    }

    private static void addFour(
            float[] x0, float[] x1, float[] x2, float[] x3, float[] a, float[] b, float[] toA, float[] toB, int count) {
        float a0 = a[0];
        float a1 = a[1];
        float a2 = a[2];
        float a3 = a[3];
        float b0 = b[0];
        float b1 = b[1];
        float b2 = b[2];
        float b3 = b[3];
        for (int m = 0; m < count; m++) {
            toA[m] = Math.fma(a0, x0[m], Math.fma(a1, x1[m], Math.fma(a2, x2[m], Math.fma(a3, x3[m], toA[m]))));
            toB[m] = Math.fma(b0, x0[m], Math.fma(b1, x1[m], Math.fma(b2, x2[m], Math.fma(b3, x3[m], toB[m]))));
        }
    }

    private static void addColumn(float factor, float[] from, float[] to, int count) {
        for (int m = 0; m < count; m++) {
            to[m] = Math.fma(factor, from[m], to[m]);
        }
    }

    private void searchChunk(int q, int query, int s, int[] keys, int from, int count) {
        int first = blocks.from(s);
        int end = first + blocks.size(s);
        float[] z = rotatedQueries[q];
        int c = first;
        if (end - first >= 4) {
            float[][] y = rotatedKeys;
            setFour(y[c], y[c + 1], y[c + 2], y[c + 3], z[c], z[c + 1], z[c + 2], z[c + 3], squares, count);
            c += 4;
        } else {
            Arrays.fill(squares, 0, count, 0);
        }
        for (; c < end; c++) {
            addSquare(rotatedKeys[c], z[c], squares, count);
        }
        if (place[query] >= 0) {
            squares[place[query]] = Float.POSITIVE_INFINITY;
        }
        int cell = q * blocks.count() + s;
        int at = least(squares, count, nearestSquare[cell]);
        if (at >= 0) {
            nearest[cell] = keys[from + at];
            nearestSquare[cell] = squares[at];
            for (c = first; c < end; c++) {
                towards[q][c] = z[c] - rotatedKeys[c][at];
            }
        }
    }

    private static void setFour(
            float[] y0, float[] y1, float[] y2, float[] y3, float z0, float z1, float z2, float z3, float[] to, int count) {
        for (int m = 0; m < count; m++) {
            float a = y0[m] - z0;
            float b = y1[m] - z1;
            float c = y2[m] - z2;
            float d = y3[m] - z3;
            to[m] = Math.fma(a, a, Math.fma(b, b, Math.fma(c, c, d * d)));
        }
    }

    private static void addSquare(float[] y, float z, float[] to, int count) {
        for (int m = 0; m < count; m++) {
            float difference = y[m] - z;
            to[m] = Math.fma(difference, difference, to[m]);
        }
    }

    /** Where the first least value below {@code bound} is, or -1. */
    private static int least(float[] values, int count, float bound) {
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
