package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Categories of tokens: tokens with the same law behind them that are also equally likely wherever one of them is. Tokens are merged
 * one pair of groups at a time, those first that lose least; a token whose law is not its group's pays for a rule of its own,
 * a place where two tokens of a group are not equally likely for an exception, so a few rules do not tear a group apart. With k
 * groups the table from group to group has k x k probabilities; the number of groups with the shortest description is kept.
 */
final class TokenGroups {
    private final Price price;
    private final double[][] rowCost;
    private final double[][] columnCost;

    private TokenGroups(double[][] laws, double[] mass, boolean[] own, Price price) {
        int tokens = laws.length;
        this.price = price;
        this.rowCost = new double[tokens][tokens];
        this.columnCost = new double[tokens][tokens];
        double exception = price.law(1);
        for (int a = 0; a < tokens; a++) {
            for (int b = 0; b < a; b++) {
                double row = 0;
                double column = 0;
                double both = mass[a] + mass[b];
                for (int v = 0; v < tokens; v++) {
                    double mean = both > 0 ? (mass[a] * laws[a][v] + mass[b] * laws[b][v]) / both : 0;
                    row += mass[a] * term(laws[a][v], mean) + mass[b] * term(laws[b][v], mean);
                    if (own[v]) {
                        continue;
                    }
                    double middle = (laws[v][a] + laws[v][b]) / 2;
                    double loss = mass[v] * (term(laws[v][a], middle) + term(laws[v][b], middle));
                    column += Math.min(price.observations() * loss, exception);
                }
                rowCost[a][b] =
                        Math.min(price.observations() * row, Fallback.ownRule(laws[b], laws[a], mass[b], price));
                rowCost[b][a] =
                        Math.min(price.observations() * row, Fallback.ownRule(laws[a], laws[b], mass[a], price));
                columnCost[a][b] = column;
                columnCost[b][a] = column;
            }
        }
    }

    private static double term(double p, double mean) {
        return p > 0 ? p * StrictMath.log(p / mean) : 0;
    }

    /**
     * @param laws law behind each token, tokens x tokens
     * @param mass how often each token comes
     * @param some which tokens are to be grouped
     * @param own  tokens with a rule of their own, whose laws do not tell which tokens are equally likely elsewhere
     * @return for each token its group, {@link Rows#NONE} for the others; groups are numbered by their first tokens
     */
    static int[] of(double[][] laws, double[] mass, boolean[] some, boolean[] own, Price price) {
        return new TokenGroups(laws, mass, own, price).merge(some);
    }

    private int[] merge(boolean[] some) {
        List<int[]> groups = new ArrayList<>();
        for (int v = 0; v < some.length; v++) {
            if (some[v]) {
                groups.add(new int[] {v});
            }
        }
        List<int[]> best = List.copyOf(groups);
        double loss = 0;
        double bestNats = nats(groups.size(), loss);
        double[][] merged = new double[groups.size()][groups.size()];
        for (int a = 0; a < groups.size(); a++) {
            for (int b = 0; b < a; b++) {
                merged[a][b] = increase(groups.get(a), groups.get(b));
            }
        }
        boolean[] gone = new boolean[groups.size()];
        for (int left = groups.size() - 1; left >= 1; left--) {
            int into = -1;
            int from = -1;
            for (int a = 0; a < gone.length; a++) {
                for (int b = 0; b < a && !gone[a]; b++) {
                    if (!gone[b] && (into < 0 || merged[a][b] < merged[from][into])) {
                        into = b;
                        from = a;
                    }
                }
            }
            loss += merged[from][into];
            groups.set(into, union(groups.get(into), groups.get(from)));
            gone[from] = true;
            for (int other = 0; other < gone.length; other++) {
                if (!gone[other] && other != into) {
                    merged[Math.max(into, other)][Math.min(into, other)] =
                            increase(groups.get(into), groups.get(other));
                }
            }
            if (nats(left, loss) < bestNats) {
                bestNats = nats(left, loss);
                best = new ArrayList<>();
                for (int g = 0; g < gone.length; g++) {
                    if (!gone[g]) {
                        best.add(groups.get(g));
                    }
                }
            }
        }
        int[] groupOf = new int[some.length];
        Arrays.fill(groupOf, Rows.NONE);
        for (int g = 0; g < best.size(); g++) {
            for (int v : best.get(g)) {
                groupOf[v] = g;
            }
        }
        return groupOf;
    }

    private double nats(int groups, double loss) {
        return loss + (double) groups * groups * price.probability();
    }

    private static int[] union(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        Arrays.sort(both);
        return both;
    }

    private double increase(int[] a, int[] b) {
        int[] both = union(a, b);
        return cost(both, rowCost)
                + cost(both, columnCost)
                - cost(a, rowCost)
                - cost(b, rowCost)
                - cost(a, columnCost)
                - cost(b, columnCost);
    }

    /** Of the member that is closest to all others, the sum over these. */
    private static double cost(int[] members, double[][] between) {
        double least = Double.POSITIVE_INFINITY;
        for (int centre : members) {
            double sum = 0;
            for (int member : members) {
                sum += between[centre][member];
            }
            least = Math.min(least, sum);
        }
        return least;
    }
}
