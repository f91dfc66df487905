package org.assay.datasets.learn;

import java.util.Arrays;

/**
 * A partition of the tokens into classes and what it costs to say the text's bigrams with it: each source row (a token, or a
 * place such as the start) goes by the row of its class to a class and then to a uniform token of it, or has a row of its own.
 *
 * <p>Length in nats: {@code - sum n(s, x) ln(t(class of s, class of x) / |class of x|)} over sources that share, half the log
 * of the text for every positive entry of {@code t}, and for a source of its own its empirical row with the price of naming it.
 */
final class ClassTable {
    private static final double TINY = 1e-300;

    final int tokens;
    final int sources;
    private final double[][] counts;
    private final double real;
    final int[] classOfToken;
    final int[] classOfSource;
    final boolean[] own;
    final double[] ownCost;
    /** Classes: members, counts of each source into them, counts of the class's sharing sources into them. */
    int classes;

    final int[] size;
    final double[][] into;
    final double[][] rows;
    final double[] rowSum;
    final int[] sharing;
    final double[] shared;

    /** @param counts source x token; the first sources are the tokens themselves, the others places of their own */
    ClassTable(double[][] counts, int tokens, int[] classOfToken, int mostClasses, double real) {
        this.counts = counts;
        this.tokens = tokens;
        this.sources = counts.length;
        this.real = real;
        this.classOfToken = classOfToken;
        this.classOfSource = new int[sources];
        this.own = new boolean[sources];
        this.ownCost = new double[sources];
        this.size = new int[mostClasses];
        this.into = new double[mostClasses][sources];
        this.rows = new double[mostClasses + sources - tokens][mostClasses];
        this.rowSum = new double[rows.length];
        this.sharing = new int[rows.length];
        this.shared = new double[sources];
        for (int s = 0; s < sources; s++) {
            ownCost[s] = ownCost(counts[s]);
        }
        classes = Arrays.stream(classOfToken).max().orElse(0) + 1;
        for (int s = 0; s < sources; s++) {
            for (int x = 0; x < tokens; x++) {
                into[classOfToken[x]][s] += counts[s][x];
            }
        }
        for (int x = 0; x < tokens; x++) {
            size[classOfToken[x]]++;
        }
        for (int s = 0; s < sources; s++) {
            classOfSource[s] = s < tokens ? classOfToken[s] : mostClasses + s - tokens;
        }
    }

    private double ownCost(double[] row) {
        double sum = Arrays.stream(row).sum();
        double cost = 0;
        int entries = 0;
        for (double n : row) {
            if (n > 0) {
                cost -= n * Math.log(n / sum);
                entries++;
            }
        }
        return entries == 0 ? 0 : cost + entries * real + (entries + 1) * Math.log(tokens);
    }

    /** Puts a token of a class with others into a class of its own, the next one. */
    void split(int token) {
        int from = classOfToken[token];
        int to = classes++;
        size[from]--;
        size[to] = 1;
        classOfToken[token] = to;
        classOfSource[token] = to;
        for (int s = 0; s < sources; s++) {
            into[to][s] = counts[s][token];
            into[from][s] -= counts[s][token];
        }
        settle();
    }

    /** Puts class {@code b} into class {@code a}; the last class takes the number of {@code b}. */
    void merge(int a, int b) {
        int last = --classes;
        size[a] += size[b];
        for (int s = 0; s < sources; s++) {
            into[a][s] += into[b][s];
        }
        size[b] = size[last];
        System.arraycopy(into[last], 0, into[b], 0, sources);
        for (int x = 0; x < tokens; x++) {
            int c = classOfToken[x];
            classOfToken[x] = c == b ? a : c == last ? b : c;
            classOfSource[x] = classOfToken[x];
        }
        settle();
    }

    /** Estimates the rows and lets each source share or not, whichever is shorter; twice, as each depends on the other. */
    void settle() {
        for (int round = 0; round < 2; round++) {
            estimate();
            for (int s = 0; s < sources; s++) {
                boolean alone = sharing[classOfSource[s]] == (own[s] ? 0 : 1);
                boolean now = ownCost[s] < (alone ? costAlone(s) : shared[s]);
                sharing[classOfSource[s]] += own[s] == now ? 0 : now ? -1 : 1;
                own[s] = now;
            }
        }
        estimate();
    }

    private void estimate() {
        Arrays.fill(sharing, 0);
        Arrays.fill(rowSum, 0);
        for (double[] row : rows) {
            Arrays.fill(row, 0, classes, 0);
        }
        for (int s = 0; s < sources; s++) {
            if (!own[s]) {
                sharing[classOfSource[s]]++;
                for (int c = 0; c < classes; c++) {
                    rows[classOfSource[s]][c] += into[c][s];
                    rowSum[classOfSource[s]] += into[c][s];
                }
            }
        }
        for (int s = 0; s < sources; s++) {
            shared[s] = sharedCost(s);
        }
    }

    /** What source {@code s} costs when its class has no row but its own. */
    private double costAlone(int s) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += into[c][s];
        }
        double cost = 0;
        for (int c = 0; c < classes; c++) {
            double n = into[c][s];
            cost += n > 0 ? real + n * (Math.log(size[c]) - Math.log(n / sum)) : 0;
        }
        return cost;
    }

    private double sharedCost(int s) {
        double cost = 0;
        double[] row = rows[classOfSource[s]];
        for (int c = 0; c < classes; c++) {
            double n = into[c][s];
            if (n > 0) {
                double share = row[c] / rowSum[classOfSource[s]];
                cost += n * (Math.log(size[c]) - Math.log(share > 0 ? share : TINY));
            }
        }
        return cost;
    }

    /** Price of the numbers in the row of a class of sources. */
    double rowPrice(int c) {
        int entries = 0;
        for (int j = 0; j < classes; j++) {
            entries += rows[c][j] > 0 ? 1 : 0;
        }
        return entries * real;
    }

    /** The whole length: rows, and for each token the name of its class. */
    double length() {
        double length = tokens * Math.log(classes);
        for (int c = 0; c < rows.length; c++) {
            length += sharing[c] > 0 ? rowPrice(c) : 0;
        }
        for (int s = 0; s < sources; s++) {
            length += own[s] ? ownCost[s] : shared[s];
        }
        return length;
    }

    double real() {
        return real;
    }
}
