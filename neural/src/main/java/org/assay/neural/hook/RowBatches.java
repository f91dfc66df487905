package org.assay.neural.hook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.sequence.ContextSet;

/** The rows of a context set in batches that a network can run: by sequences, or each row on its own. */
final class RowBatches {
    /** Positions that go through the network at once. */
    static final int POSITIONS = 1 << 13;

    private RowBatches() {}

    /**
     * Equally long sequences that have rows.
     *
     * @param tokens B x P
     * @param rows   the rows of these sequences
     * @param places for each of them where it stands in the batch: sequence * P + position
     */
    record Batch(int[][] tokens, int[] rows, int[] places) {}

    static List<Batch> sequences(ContextSet contexts) {
        int[] used = IntStream.range(0, contexts.rows())
                .map(contexts::rowSequence)
                .distinct()
                .toArray();
        List<int[]> rowsOf = rowsOfSequences(contexts);
        List<Batch> batches = new ArrayList<>();
        for (int[] sequences : Batches.byLength(used, s -> contexts.sequence(s).length, POSITIONS)) {
            int length = contexts.sequence(sequences[0]).length;
            int[] rows = Arrays.stream(sequences)
                    .flatMap(s -> Arrays.stream(rowsOf.get(s)))
                    .toArray();
            int[] places = IntStream.range(0, sequences.length)
                    .flatMap(i ->
                            Arrays.stream(rowsOf.get(sequences[i])).map(row -> i * length + contexts.rowPosition(row)))
                    .toArray();
            int[][] tokens =
                    Arrays.stream(sequences).mapToObj(contexts::sequence).toArray(int[][]::new);
            batches.add(new Batch(tokens, rows, places));
        }
        return batches;
    }

    /** Rows with contexts of equal length. */
    static List<int[]> rows(ContextSet contexts) {
        int[] rows = IntStream.range(0, contexts.rows()).toArray();
        return Batches.byLength(rows, row -> contexts.rowPosition(row) + 1, POSITIONS);
    }

    /** Row i of {@code from} becomes row {@code rows[i]} of {@code to}. */
    static void put(double[] from, Matrix to, int[] rows) {
        int columns = to.columns();
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(from, i * columns, to.values(), rows[i] * columns, columns);
        }
    }

    private static List<int[]> rowsOfSequences(ContextSet contexts) {
        int[][] rows = new int[contexts.sequences()][0];
        int row = 0;
        while (row < contexts.rows()) {
            int sequence = contexts.rowSequence(row);
            int end = row;
            while (end < contexts.rows() && contexts.rowSequence(end) == sequence) {
                end++;
            }
            rows[sequence] = IntStream.range(row, end).toArray();
            row = end;
        }
        return List.of(rows);
    }
}
