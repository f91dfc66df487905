package org.assay.datasets.incontext;

import java.util.Arrays;

/**
 * Rows of a stochastic matrix that nobody knows, each with the prior Dirichlet(alpha, ..., alpha), and what was counted in
 * them. The posterior predictive of a row is {@code (n_v + alpha) / (N + alpha V)}: also the posterior mean of the row.
 */
final class DirichletRows {
    private final int columns;
    private final double alpha;
    private final int[] counts;
    private final int[] totals;

    DirichletRows(int rows, int columns, double alpha) {
        this.columns = columns;
        this.alpha = alpha;
        this.counts = new int[rows * columns];
        this.totals = new int[rows];
    }

    private DirichletRows(DirichletRows other) {
        this.columns = other.columns;
        this.alpha = other.alpha;
        this.counts = other.counts.clone();
        this.totals = other.totals.clone();
    }

    DirichletRows copy() {
        return new DirichletRows(this);
    }

    void reset() {
        Arrays.fill(counts, 0);
        Arrays.fill(totals, 0);
    }

    void count(int row, int column) {
        counts[row * columns + column]++;
        totals[row]++;
    }

    /** Writes the predictive law of {@code row} to the first {@code columns} entries of {@code law}. */
    void predictive(int row, double[] law) {
        double scale = 1 / (totals[row] + alpha * columns);
        for (int v = 0; v < columns; v++) {
            law[v] = (counts[row * columns + v] + alpha) * scale;
        }
    }
}
