package org.assay.analysis.probe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * Which rows a read-out is fitted on and which it is scored on, and folds of the former to choose the ridge with. Folds
 * are made of whole subtrees, as the split itself is, so that nothing is chosen on contexts that were fitted; contexts
 * too short to belong to a subtree are in no fold and always fitted.
 */
public final class ReadoutRows {
    static final int FOLDS = 4;

    private final int[] fit;
    private final int[] heldOut;
    private final double[] fitWeights;
    private final double[] heldOutWeights;
    private final int[] foldOfFitRow;
    private final int uniquePrefixes;
    private final int rows;

    private ReadoutRows(ContextSet contexts, Split split, int[] foldOfFitRow) {
        this.rows = contexts.rows();
        this.fit = split.fit().clone();
        this.heldOut = split.heldOut().clone();
        this.fitWeights = normalised(contexts, fit);
        this.heldOutWeights = normalised(contexts, heldOut);
        this.foldOfFitRow = foldOfFitRow;
        int[] prefixes = UniquePrefixes.of(contexts, Integer.MAX_VALUE);
        this.uniquePrefixes =
                (int) Arrays.stream(fit).map(r -> prefixes[r]).distinct().count();
    }

    /**
     * @param split        rows to fit on and to score on
     * @param subtreeDepth how many first tokens make a subtree, as in the split
     * @param seed         of the assignment of subtrees to folds
     */
    public static ReadoutRows of(ContextSet contexts, Split split, int subtreeDepth, Seed seed) {
        int[] subtrees = UniquePrefixes.of(contexts, subtreeDepth);
        Map<Integer, Integer> order = new HashMap<>();
        for (int r : split.fit()) {
            if (contexts.rowPosition(r) >= subtreeDepth - 1) {
                order.putIfAbsent(subtrees[r], order.size());
            }
        }
        if (order.size() < FOLDS) {
            throw new TooFewContextsException("the fit rows lie in " + order.size() + " subtrees of depth "
                    + subtreeDepth + ", at least " + FOLDS + " are needed to choose a ridge; use a deeper split");
        }
        int[] dealt = seed.draws().nextPermutation(order.size());
        int[] folds = new int[split.fit().length];
        for (int i = 0; i < folds.length; i++) {
            Integer subtree = order.get(subtrees[split.fit()[i]]);
            folds[i] = subtree == null ? FOLDS : dealt[subtree] % FOLDS;
        }
        return new ReadoutRows(contexts, split, folds);
    }

    /** Rows of the context set that are fitted on, rising. */
    public int[] fit() {
        return fit.clone();
    }

    /** Rows of the context set that are scored, rising. */
    public int[] heldOut() {
        return heldOut.clone();
    }

    /** Weights of the rows that are scored; they sum to 1. */
    public double[] heldOutWeights() {
        return heldOutWeights.clone();
    }

    /** How many different contexts are fitted on. */
    public int uniquePrefixes() {
        return uniquePrefixes;
    }

    double[] fitWeights() {
        return fitWeights;
    }

    /** The fold of the row at this position in {@link #fit()}, FOLDS for none. */
    int foldOf(int position) {
        return foldOfFitRow[position];
    }

    /** Positions in {@link #fit()} of the rows of fold 0 .. FOLDS-1, or with FOLDS of those in none. */
    int[] fold(int fold) {
        int[] rows = new int[foldOfFitRow.length];
        int count = 0;
        for (int i = 0; i < foldOfFitRow.length; i++) {
            if (foldOfFitRow[i] == fold) {
                rows[count++] = i;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** Rows of the context set at these positions in {@link #fit()}. */
    int[] rowsOf(int[] members) {
        return Arrays.stream(members).map(i -> fit[i]).toArray();
    }

    /** Weights of the rows at these positions in {@link #fit()}. */
    double[] weightsOf(int[] members) {
        return Arrays.stream(members).mapToDouble(i -> fitWeights[i]).toArray();
    }

    /** How many rows the context set has. */
    int all() {
        return rows;
    }

    void requireRowsOf(Matrix matrix, String role) {
        if (matrix.rows() != rows) {
            throw new IllegalArgumentException(
                    role + " must have a row for each of " + rows + " contexts, got " + matrix);
        }
    }

    private static double[] normalised(ContextSet contexts, int[] rows) {
        double total = 0;
        for (int r : rows) {
            total += contexts.weight(r);
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException(
                    "the weights of " + rows.length + " rows of a split must have a positive sum, got " + total);
        }
        double[] weights = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            weights[i] = contexts.weight(rows[i]) / total;
        }
        return weights;
    }
}
