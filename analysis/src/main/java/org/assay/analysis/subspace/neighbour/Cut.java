package org.assay.analysis.subspace.neighbour;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;

/**
 * Coordinates turned and cut into blocks.
 *
 * @param rotation  k x k: row h has the coordinates {@code h R}
 * @param distances held-out distance to the nearest key in each block
 */
record Cut(double[][] rotation, Blocks blocks, double[] distances) {
    /** Mean over blocks, comparable among cuts of the same sizes. */
    double loss() {
        return Arrays.stream(distances).average().orElseThrow();
    }

    /** The coordinates of {@code rows} in these blocks together, n x (their widths), in the order of the blocks asked for. */
    float[][] coordinates(float[][] rows, List<Integer> which) {
        int[] columns = columns(which);
        float[][] coordinates = new float[rows.length][columns.length];
        double[] sum = new double[rotation.length];
        for (int r = 0; r < rows.length; r++) {
            Arrays.fill(sum, 0);
            for (int j = 0; j < rotation.length; j++) {
                Rotation.add(rows[r][j], rotation[j], sum);
            }
            for (int c = 0; c < columns.length; c++) {
                coordinates[r][c] = (float) sum[columns[c]];
            }
        }
        return coordinates;
    }

    /** All numbers that make up the directions of a block; equal for the same directions. */
    DoubleBuffer directions(int block) {
        int[] columns = columns(List.of(block));
        DoubleBuffer all = DoubleBuffer.allocate(columns.length * rotation.length);
        for (double[] row : rotation) {
            for (int column : columns) {
                all.put(row[column]);
            }
        }
        return all.flip();
    }

    /** The coordinates of some rows in each block, one matrix for each. */
    List<Matrix> blockRows(float[][] rows, int[] which) {
        float[][] some = Arrays.stream(which).mapToObj(r -> rows[r]).toArray(float[][]::new);
        List<Matrix> all = new ArrayList<>();
        for (int s = 0; s < blocks.count(); s++) {
            float[][] coordinates = coordinates(some, List.of(s));
            int width = blocks.size(s);
            double[] values = new double[some.length * width];
            Arrays.setAll(values, i -> coordinates[i / width][i % width]);
            all.add(Matrix.wrap(some.length, width, values));
        }
        return all;
    }

    /** The rotation with the span of these blocks turned: their columns times {@code turn}. */
    double[][] turned(List<Integer> which, double[][] turn) {
        int[] columns = columns(which);
        double[][] turned = Rotation.copy(rotation);
        for (double[] row : turned) {
            double[] before = row.clone();
            for (int c = 0; c < columns.length; c++) {
                double sum = 0;
                for (int i = 0; i < columns.length; i++) {
                    sum += before[columns[i]] * turn[i][c];
                }
                row[columns[c]] = sum;
            }
        }
        return turned;
    }

    /** The rotation with its columns in another order of blocks. */
    double[][] reordered(List<Integer> order) {
        int[] columns = columns(order);
        double[][] reordered = new double[rotation.length][columns.length];
        for (int j = 0; j < rotation.length; j++) {
            for (int c = 0; c < columns.length; c++) {
                reordered[j][c] = rotation[j][columns[c]];
            }
        }
        return reordered;
    }

    private int[] columns(List<Integer> which) {
        return which.stream()
                .flatMapToInt(s -> IntStream.range(blocks.from(s), blocks.from(s) + blocks.size(s)))
                .toArray();
    }
}
