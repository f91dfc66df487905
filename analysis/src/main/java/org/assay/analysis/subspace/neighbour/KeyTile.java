package org.assay.analysis.subspace.neighbour;

import java.util.Arrays;

/**
 * Some keys, rotated, and squared distances to them. Coordinates lie one array each, with keys along it: inner loops then run over
 * arrays at the same index, which is what the compiler of the Java machine turns into vector instructions.
 */
final class KeyTile {
    static final int SIZE = 256;

    private final int k;
    private final float[][] given;
    private final float[][] rotated;
    private final float[] squares = new float[SIZE];
    private int count;

    KeyTile(int k) {
        this.k = k;
        this.given = new float[k][SIZE];
        this.rotated = new float[k][SIZE];
    }

    /** Takes keys {@code from .. from + count - 1} and rotates them. */
    void load(float[][] rows, int[] keys, int from, int count, float[][] rotation) {
        this.count = count;
        for (int i = 0; i < count; i++) {
            float[] row = rows[keys[from + i]];
            for (int j = 0; j < k; j++) {
                given[j][i] = row[j];
            }
        }
        for (int c = 0; c < k; c += 2) {
            int other = Math.min(c + 1, k - 1);
            Arrays.fill(rotated[c], 0, count, 0);
            Arrays.fill(rotated[other], 0, count, 0);
            rotateTwo(c, other, rotation);
        }
    }

    /** How many keys there are. */
    int count() {
        return count;
    }

    /** A coordinate of one key after rotation. */
    float coordinate(int c, int key) {
        return rotated[c][key];
    }

    /** Squared distances of {@code z} to each key over the coordinates {@code first .. end - 1}; infinite beyond the keys. */
    float[] squares(float[] z, int first, int end) {
        int c = first;
        if (end - first >= 4) {
            setFour(
                    rotated[c],
                    rotated[c + 1],
                    rotated[c + 2],
                    rotated[c + 3],
                    z[c],
                    z[c + 1],
                    z[c + 2],
                    z[c + 3],
                    squares,
                    count);
            c += 4;
        } else {
            Arrays.fill(squares, 0, count, 0);
        }
        for (; c < end; c++) {
            addSquare(rotated[c], z[c], squares, count);
        }
        Arrays.fill(squares, count, SIZE, Float.POSITIVE_INFINITY);
        return squares;
    }

    /** Two rotated coordinates at once, so that each given one is read once for both. */
    private void rotateTwo(int a, int b, float[][] r) {
        int j = 0;
        for (; a != b && j + 4 <= k; j += 4) {
            addFour(
                    given[j],
                    given[j + 1],
                    given[j + 2],
                    given[j + 3],
                    r[j][a],
                    r[j + 1][a],
                    r[j + 2][a],
                    r[j + 3][a],
                    rotated[a],
                    r[j][b],
                    r[j + 1][b],
                    r[j + 2][b],
                    r[j + 3][b],
                    rotated[b],
                    count);
        }
        for (; j < k; j++) {
            addColumn(r[j][a], given[j], rotated[a], count);
            if (a != b) {
                addColumn(r[j][b], given[j], rotated[b], count);
            }
        }
    }

    private static void addFour(
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float a0,
            float a1,
            float a2,
            float a3,
            float[] toA,
            float b0,
            float b1,
            float b2,
            float b3,
            float[] toB,
            int count) {
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

    private static void setFour(
            float[] y0,
            float[] y1,
            float[] y2,
            float[] y3,
            float z0,
            float z1,
            float z2,
            float z3,
            float[] to,
            int count) {
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
}
