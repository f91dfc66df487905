package org.assay.datasets.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assay.datasets.origin.ContentHash;

/**
 * The contexts that everything is measured on: sequences, and the positions in them that count. Row r stands for the
 * context {@code sequence(r)[0 .. position(r)]}, end included, so a model answers all rows of a sequence in one causal pass.
 * Weights sum to 1: exact probabilities over an enumeration, or counts over a sample.
 *
 * <p>Rows are ordered by sequence, then by position. The id hashes sequences, rows and weights; results carry the id.
 */
public final class ContextSet {
    private final int[][] sequences;
    private final int[] rowSequence;
    private final int[] rowPosition;
    private final double[] weights;
    private final ContentHash id;

    private ContextSet(int[][] sequences, int[] rowSequence, int[] rowPosition, double[] weights) {
        this.sequences = sequences;
        this.rowSequence = rowSequence;
        this.rowPosition = rowPosition;
        this.weights = weights;
        this.id = hash();
    }

    /**
     * @param sequences   S sequences of token ids, of any length from 1
     * @param rowSequence for each row the index of its sequence, not falling
     * @param rowPosition for each row the position of the last token seen, rising within a sequence
     * @param weights     not negative, finite, with a positive sum; normalised here
     */
    public static ContextSet of(int[][] sequences, int[] rowSequence, int[] rowPosition, double[] weights) {
        int rows = rowSequence.length;
        if (rowPosition.length != rows || weights.length != rows || rows == 0) {
            throw new IllegalArgumentException("a context set needs at least one row and equally many sequences ("
                    + rows + "), positions (" + rowPosition.length + ") and weights (" + weights.length + ")");
        }
        double total = 0;
        for (int r = 0; r < rows; r++) {
            Objects.checkIndex(rowSequence[r], sequences.length);
            Objects.checkIndex(rowPosition[r], sequences[rowSequence[r]].length);
            boolean ordered = r == 0
                    || rowSequence[r] > rowSequence[r - 1]
                    || rowSequence[r] == rowSequence[r - 1] && rowPosition[r] > rowPosition[r - 1];
            if (!ordered) {
                throw new IllegalArgumentException("rows must be ordered by sequence and position: row " + r);
            }
            if (!(weights[r] >= 0) || Double.isInfinite(weights[r])) {
                throw new IllegalArgumentException(
                        "weight of row " + r + " must be finite and not negative: " + weights[r]);
            }
            total += weights[r];
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("the weights of a context set must have a positive sum, got " + total);
        }
        double[] normalised = new double[rows];
        for (int r = 0; r < rows; r++) {
            normalised[r] = weights[r] / total;
        }
        return new ContextSet(sequences.clone(), rowSequence.clone(), rowPosition.clone(), normalised);
    }

    /** Every position of every sequence from {@code firstPosition} on, all of equal weight. */
    public static ContextSet everyPosition(int[][] sequences, int firstPosition) {
        int rows = Arrays.stream(sequences)
                .mapToInt(s -> Math.max(0, s.length - firstPosition))
                .sum();
        int[] rowSequence = new int[rows];
        int[] rowPosition = new int[rows];
        double[] weights = new double[rows];
        Arrays.fill(weights, 1);
        int r = 0;
        for (int s = 0; s < sequences.length; s++) {
            for (int p = firstPosition; p < sequences[s].length; p++) {
                rowSequence[r] = s;
                rowPosition[r++] = p;
            }
        }
        return of(sequences, rowSequence, rowPosition, weights);
    }

    /** The last position of each sequence, all of equal weight. */
    public static ContextSet lastPosition(List<int[]> sequences) {
        int[][] all = sequences.toArray(int[][]::new);
        int[] rowSequence = new int[all.length];
        int[] rowPosition = new int[all.length];
        double[] weights = new double[all.length];
        for (int s = 0; s < all.length; s++) {
            rowSequence[s] = s;
            rowPosition[s] = all[s].length - 1;
            weights[s] = 1;
        }
        return of(all, rowSequence, rowPosition, weights);
    }

    /** The given rows of this set in rising order, with their weights normalised again; sequences without a row are dropped. */
    public ContextSet select(int[] rows) {
        int[] keep = new int[sequences.length];
        Arrays.fill(keep, -1);
        int kept = 0;
        int[] newSequence = new int[rows.length];
        int[] newPosition = new int[rows.length];
        double[] newWeights = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int s = rowSequence[rows[i]];
            if (keep[s] < 0) {
                keep[s] = kept++;
            }
            newSequence[i] = keep[s];
            newPosition[i] = rowPosition[rows[i]];
            newWeights[i] = weights[rows[i]];
        }
        int[][] newSequences = new int[kept][];
        for (int s = 0; s < keep.length; s++) {
            if (keep[s] >= 0) {
                newSequences[keep[s]] = sequences[s];
            }
        }
        return of(newSequences, newSequence, newPosition, newWeights);
    }

    public int rows() {
        return rowSequence.length;
    }

    public int sequences() {
        return sequences.length;
    }

    /** All tokens of sequence {@code s}; not a copy. */
    public int[] sequence(int s) {
        return sequences[s];
    }

    public int rowSequence(int row) {
        return rowSequence[row];
    }

    public int rowPosition(int row) {
        return rowPosition[row];
    }

    public double weight(int row) {
        return weights[row];
    }

    /** A copy of all weights; they sum to 1. */
    public double[] weights() {
        return weights.clone();
    }

    /** The tokens that row {@code row} has seen, a copy. */
    public int[] context(int row) {
        return Arrays.copyOf(sequences[rowSequence[row]], rowPosition[row] + 1);
    }

    /** The length of the longest sequence. */
    public int longest() {
        return Arrays.stream(sequences).mapToInt(s -> s.length).max().orElseThrow();
    }

    public ContentHash id() {
        return id;
    }

    private ContentHash hash() {
        ContentHash.Builder builder = new ContentHash.Builder();
        for (int[] sequence : sequences) {
            builder.add(sequence);
        }
        return builder.add(rowSequence).add(rowPosition).add(weights).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContextSet set && id.equals(set.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "ContextSet[" + rows() + " rows in " + sequences() + " sequences, " + id.brief() + "]";
    }
}
