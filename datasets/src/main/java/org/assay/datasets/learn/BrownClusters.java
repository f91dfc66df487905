package org.assay.datasets.learn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.datasets.progress.Progress;

/**
 * Brown clusters: classes of tokens by greedy agglomeration on bigrams (Brown, Della Pietra, deSouza, Lai and Mercer, 1992). What a
 * merge loses is the mutual information of neighbouring classes, and, as a language draws uniformly within a category,
 * what it costs that tokens of a class are not equally likely; what it saves is the description of rows. A source whose row fits no
 * class may keep a row of its own, which later becomes a rule, so a token with a strong rule still joins its class.
 *
 * <p>Tokens enter by frequency. When more than {@link #MOST} classes are there, the two of the cheapest merge are merged; when all
 * tokens are in, merging goes on to the end and the partition of the least description length is taken, or the one of the
 * number of classes that was asked for.
 */
final class BrownClusters {
    /** Classes held at a time: every pair is weighed at every step. */
    private static final int MOST = 64;

    private static final String TASK = "categories";
    private final ClassTable table;

    /** Price of the row of each class of sources, and what more it costs when its sources get rows of their own instead. */
    private double[] rowCost;

    private double[] ifOwn;
    private double[][] logRow;

    private BrownClusters(ClassTable table) {
        this.table = table;
    }

    /**
     * The class of each token, classes numbered by their first token.
     *
     * @param counts how often each token comes behind each source, source x token
     * @param real   price of a number
     */
    static Clusters of(double[][] counts, int tokens, OptionalInt wanted, double real, Progress progress) {
        double[] frequency = new double[tokens];
        for (double[] row : counts) {
            for (int x = 0; x < tokens; x++) {
                frequency[x] += row[x];
            }
        }
        int[] order = IntStream.range(0, tokens)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(x -> -frequency[x]).thenComparing(x -> x))
                .mapToInt(Integer::intValue)
                .toArray();
        int started = Math.min(tokens, MOST);
        boolean allIn = started == tokens;
        int[] classOf = new int[tokens];
        Arrays.fill(classOf, 0);
        for (int k = 0; k < started; k++) {
            classOf[order[k]] = allIn ? k : k + 1;
        }
        ClassTable table = new ClassTable(counts, tokens, classOf, MOST + 2, real);
        BrownClusters clusters = new BrownClusters(table);
        table.settle();
        for (int k = started; k < tokens; k++) {
            progress.at(TASK, k, tokens, "");
            if (k < tokens - 1) {
                table.split(order[k]);
            }
            clusters.mergeBest(k < tokens - 1 ? 1 : 0);
        }
        Clusters best = clusters.agglomerate(wanted);
        progress.at(TASK, tokens, tokens, best.count() + " of them");
        return new Clusters(renumbered(best.classOf), best.own);
    }

    /**
     * @param classOf class of each token
     * @param own     whether a source has a row of its own
     */
    record Clusters(int[] classOf, boolean[] own) {
        int count() {
            return Arrays.stream(classOf).max().orElse(-1) + 1;
        }
    }

    private Clusters now() {
        return new Clusters(table.classOfToken.clone(), table.own.clone());
    }

    private Clusters agglomerate(OptionalInt wanted) {
        Clusters best = now();
        double least = table.length();
        while (table.classes > wanted.orElse(1)) {
            mergeBest(0);
            double length = table.length();
            if (wanted.isPresent() || length < least) {
                least = length;
                best = now();
            }
        }
        return best;
    }

    private static int[] renumbered(int[] classOf) {
        int[] number = new int[classOf.length + 1];
        Arrays.fill(number, -1);
        int next = 0;
        int[] renumbered = new int[classOf.length];
        for (int x = 0; x < classOf.length; x++) {
            if (number[classOf[x]] < 0) {
                number[classOf[x]] = next++;
            }
            renumbered[x] = number[classOf[x]];
        }
        return renumbered;
    }

    /** Merges the two classes from number {@code from} on whose merge adds the least length. */
    private void mergeBest(int from) {
        if (table.classes - from < 2) {
            return;
        }
        prepare();
        int bestA = from;
        int bestB = from + 1;
        double least = Double.POSITIVE_INFINITY;
        for (int a = from; a < table.classes; a++) {
            for (int b = a + 1; b < table.classes; b++) {
                double change = change(a, b, least);
                if (change < least) {
                    least = change;
                    bestA = a;
                    bestB = b;
                }
            }
        }
        table.merge(bestA, bestB);
    }

    private void prepare() {
        int all = table.rows.length;
        rowCost = new double[all];
        ifOwn = new double[all];
        for (int s = 0; s < table.sources; s++) {
            ifOwn[table.classOfSource[s]] += table.own[s] ? 0 : table.ownCost[s] - table.shared[s];
        }
        logRow = new double[all][table.classes];
        for (int c = 0; c < all; c++) {
            rowCost[c] = table.sharing[c] > 0 ? table.rowPrice(c) : 0;
            for (int j = 0; j < table.classes; j++) {
                logRow[c][j] = Math.log(Math.max(1e-300, table.rows[c][j] / Math.max(1e-300, table.rowSum[c])));
            }
        }
    }

    /** How the length changes when classes {@code a} and {@code b} become one; stops above {@code enough}. */
    private double change(int a, int b, double enough) {
        double change = asSources(a, b);
        double logA = Math.log(table.size[a]);
        double logB = Math.log(table.size[b]);
        double logAb = Math.log(table.size[a] + table.size[b]);
        int all = table.rows.length;
        double[] logSum = new double[all];
        double least = change;
        for (int c = 0; c < all; c++) {
            if (table.rowSum[c] > 0) {
                double both = table.rows[c][a] + table.rows[c][b];
                logSum[c] = Math.log(Math.max(1e-300, both / table.rowSum[c]));
                least -= table.rows[c][a] > 0 && table.rows[c][b] > 0 ? table.real() : 0;
            } else {
                logSum[c] = Math.log(1e-300);
            }
        }
        change = least;
        double[] intoA = table.into[a];
        double[] intoB = table.into[b];
        for (int s = 0; s < table.sources; s++) {
            double nA = intoA[s];
            double nB = intoB[s];
            if (nA == 0 && nB == 0) {
                continue;
            }
            int c = table.classOfSource[s];
            double before = table.own[s] ? table.ownCost[s] : table.shared[s];
            double after = table.shared[s]
                    + nA * (logRow[c][a] - logSum[c] + logAb - logA)
                    + nB * (logRow[c][b] - logSum[c] + logAb - logB);
            boolean alone = !table.own[s] && table.sharing[c] == 1;
            change += Math.min(after, table.ownCost[s] - (alone ? rowCost[c] : 0)) - before;
        }
        return change;
    }

    /** How it changes as to what follows them: one row for both, or rows of their own for the sources of either, or of both. */
    private double asSources(int a, int b) {
        double rowsBefore = rowCost[a] + rowCost[b];
        double pooled = 0;
        double sum = table.rowSum[a] + table.rowSum[b];
        for (int j = 0; j < table.classes; j++) {
            double n = table.rows[a][j] + table.rows[b][j];
            if (n > 0) {
                pooled += table.real() - n * Math.log(n / sum);
                if (table.rows[a][j] > 0) {
                    pooled += table.rows[a][j] * logRow[a][j];
                }
                if (table.rows[b][j] > 0) {
                    pooled += table.rows[b][j] * logRow[b][j];
                }
            }
        }
        double aAlone = ifOwn[a] + rowCost[b];
        double bAlone = ifOwn[b] + rowCost[a];
        double bothAlone = ifOwn[a] + ifOwn[b];
        return Math.min(Math.min(pooled, bothAlone), Math.min(aAlone, bAlone)) - rowsBefore;
    }
}
