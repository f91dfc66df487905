package org.assay.analysis.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * A regression of any number of rows for timing: features in single precision, as networks give them, the same block of rows over and
 * over, handed out a chunk at a time.
 *
 * @param block    B x d
 * @param response B x m
 * @param rows     R, in sequences of {@link #LENGTH}
 */
public record TimedRegression(float[] block, float[] response, int columns, int targets, int rows) {
    /** Positions in a sequence. */
    public static final int LENGTH = 128;

    /** In units of the variance of a standardised feature. */
    public static final double RIDGE = 1e-6;

    private static final int BLOCK = 4096;
    private static final int WEIGHTS = 7;

    /** Normal features, and targets that depend on them. */
    public static TimedRegression ofNormalRows(int rows, int columns, int targets, Seed seed) {
        if (rows < LENGTH || rows % LENGTH != 0) {
            throw new IllegalArgumentException("rows come in sequences of " + LENGTH + ", got " + rows);
        }
        Draws draws = seed.draws();
        float[] block = new float[BLOCK * columns];
        for (int i = 0; i < block.length; i++) {
            block[i] = (float) (3 + draws.nextNormal());
        }
        float[] response = new float[BLOCK * targets];
        for (int i = 0; i < response.length; i++) {
            int row = i / targets;
            response[i] = (float)
                    (block[row * columns + i % targets] - block[row * columns + i % targets + 1] + draws.nextNormal());
        }
        return new TimedRegression(block, response, columns, targets, rows);
    }

    /** The weight of a row before all are made to sum to 1. */
    public static double weight(int row) {
        return 1 + row % WEIGHTS;
    }

    /** Rows of the block. */
    public int blockRows() {
        return BLOCK;
    }

    /** The whole of it: sums over all rows, then the solution, d x m. */
    public Matrix solve() {
        int[] all = IntStream.range(0, rows).toArray();
        Matrix y = Matrix.zeros(rows, targets);
        for (int i = 0; i < y.values().length; i++) {
            y.values()[i] = response[i % response.length];
        }
        ReadoutRows readout = ReadoutRows.of(contexts(), new Split(all, all), 1, Seed.of(0));
        return StreamedDesign.of(readout, new Cycled(), y, OptionalDouble.of(RIDGE), Progress.SILENT)
                .fit(0, targets)
                .coefficients();
    }

    /** Sequences of which only the first token tells them apart, as the inner folds need them to be. */
    private ContextSet contexts() {
        int[][] sequences = new int[rows / LENGTH][];
        Arrays.setAll(sequences, s -> {
            int[] sequence = new int[LENGTH];
            sequence[0] = s;
            return sequence;
        });
        double[] weights = new double[rows];
        Arrays.setAll(weights, TimedRegression::weight);
        int[] rowSequence = new int[rows];
        int[] rowPosition = new int[rows];
        Arrays.setAll(rowSequence, r -> r / LENGTH);
        Arrays.setAll(rowPosition, r -> r % LENGTH);
        return ContextSet.of(sequences, rowSequence, rowPosition, weights);
    }

    /** Row r is row {@code r mod B} of the block. */
    private final class Cycled implements FeatureSource {
        @Override
        public String name() {
            return "block";
        }

        @Override
        public List<String> columns() {
            List<String> names = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                names.add("x" + c);
            }
            return names;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public Matrix rows(int[] wanted) {
            Matrix chunk = Matrix.zeros(wanted.length, columns);
            for (int r = 0; r < wanted.length; r++) {
                int from = wanted[r] % BLOCK * columns;
                for (int c = 0; c < columns; c++) {
                    chunk.values()[r * columns + c] = block[from + c];
                }
            }
            return chunk;
        }
    }
}
