package org.assay.datasets.incontext;

import java.util.Arrays;

/**
 * Words in which no pair of neighbours comes twice: the beginning of a uniformly drawn Eulerian circuit of the complete graph
 * with loops (the de Bruijn graph of pairs), from a uniform symbol on. Not all such words of a length are equally probable: one
 * counts as often as it can be completed to a circuit.
 *
 * <p>By the BEST theorem (van Aardenne-Ehrenfest and de Bruijn 1951) the trails that use up all edges left, from c to the first
 * symbol s, number {@code t_s prod (d_u - 1)! d_s}: t_s spanning trees towards s, d_u edges left out of u. Taking the edge from c
 * to v changes one row of the Laplacian, so that for c other than s
 * {@code P(v) = t_s(without c -> v) / t_s / (d_c - 1) = (1 - x_c + x_v) / (d_c - 1)} where {@code L x = e_c}, and {@code x_s = 0}.
 * At s itself every edge left is as probable as any other.
 */
final class UniqueBigrams implements WordLaw {
    /** Below this a ratio of tree counts may be rounding: whether it is 0 is found by search. */
    private static final double DOUBTFUL = 1e-9;

    private static final int NONE = -1;

    private final int symbols;
    /** Row-major: whether the pair was used. */
    private final boolean[] used;

    private final int[] left;
    private int first;
    private int last;

    UniqueBigrams(int symbols) {
        this.symbols = symbols;
        this.used = new boolean[symbols * symbols];
        this.left = new int[symbols];
        restart();
    }

    private UniqueBigrams(UniqueBigrams other) {
        this.symbols = other.symbols;
        this.used = other.used.clone();
        this.left = other.left.clone();
        this.first = other.first;
        this.last = other.last;
    }

    @Override
    public void restart() {
        Arrays.fill(used, false);
        Arrays.fill(left, symbols);
        first = NONE;
        last = NONE;
    }

    @Override
    public void next(double[] law) {
        if (last == NONE) {
            Arrays.fill(law, 0, symbols, 1.0 / symbols);
            return;
        }
        if (last == first || left[last] == 1) {
            for (int v = 0; v < symbols; v++) {
                law[v] = used[last * symbols + v] ? 0 : 1.0 / left[last];
            }
            return;
        }
        double[] x = solve();
        for (int v = 0; v < symbols; v++) {
            double ratio = 1 - x[last] + x[v];
            boolean taken = used[last * symbols + v];
            boolean impossible = !taken && ratio < DOUBTFUL && strands(v);
            law[v] = taken || impossible ? 0 : Math.max(Double.MIN_NORMAL, ratio) / (left[last] - 1);
        }
    }

    /**
     * The solution of {@code L x = e_last}, L the Laplacian of the edges left without the row and column of the first symbol
     * and of symbols with no edge left. L is an M-matrix, for which elimination needs no pivoting.
     */
    private double[] solve() {
        double[][] system = new double[symbols][symbols + 1];
        for (int u = 0; u < symbols; u++) {
            boolean gone = u == first || left[u] == 0;
            system[u][u] = gone ? 1 : left[u];
            for (int v = 0; !gone && v < symbols; v++) {
                if (!used[u * symbols + v] && v != first) {
                    system[u][v] -= 1;
                }
            }
        }
        system[last][symbols] = 1;
        for (int c = 0; c < symbols; c++) {
            for (int r = c + 1; r < symbols; r++) {
                double factor = system[r][c] / system[c][c];
                for (int k = c; factor != 0 && k <= symbols; k++) {
                    system[r][k] -= factor * system[c][k];
                }
            }
        }
        double[] x = new double[symbols];
        for (int r = symbols - 1; r >= 0; r--) {
            double sum = system[r][symbols];
            for (int k = r + 1; k < symbols; k++) {
                sum -= system[r][k] * x[k];
            }
            x[r] = sum / system[r][r];
        }
        return x;
    }

    /** Whether taking the edge to {@code v} leaves edges from which the first symbol cannot be reached. */
    private boolean strands(int v) {
        boolean[] reaches = new boolean[symbols];
        reaches[first] = true;
        for (boolean grown = true; grown; ) {
            grown = false;
            for (int u = 0; u < symbols; u++) {
                for (int w = 0; !reaches[u] && w < symbols; w++) {
                    boolean there = !used[u * symbols + w] && !(u == last && w == v);
                    reaches[u] = there && reaches[w];
                    grown |= reaches[u];
                }
            }
        }
        for (int u = 0; u < symbols; u++) {
            if (left[u] > 0 && !reaches[u]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void add(int symbol) {
        if (last == NONE) {
            first = symbol;
        } else {
            used[last * symbols + symbol] = true;
            left[last]--;
        }
        last = symbol;
    }

    @Override
    public int symbols() {
        return symbols;
    }

    @Override
    public int longest() {
        return symbols * symbols + 1;
    }

    @Override
    public WordLaw copy() {
        return new UniqueBigrams(this);
    }
}
