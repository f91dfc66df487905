package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The prefix probabilities of a sentence, token by token: the probabilistic Earley parser of A. Stolcke, "An efficient
 * probabilistic context-free parsing algorithm that computes prefix probabilities", 1995. An entry of column i is an
 * item with the origin k where its production began; alpha, its forward probability, is that of the prefix and a parse in which
 * the item stands there; gamma, its inner probability, is that of the tokens k .. i given that the production begins at k.
 * Both are divided by the conditional probabilities of the tokens they have read, so that the alphas before a terminal and the
 * probability of the end sum to 1, and nothing underflows.
 */
final class PrefixChart {
    private final ItemTable table;
    private final List<Column> columns;
    /** The law of the next token; the last entry is the end of the sentence. */
    private double[] law;

    PrefixChart(ItemTable table) {
        this.table = table;
        this.columns = new ArrayList<>();
        restart();
    }

    private PrefixChart(PrefixChart other) {
        this.table = other.table;
        this.columns = new ArrayList<>(other.columns);
        this.law = other.law;
    }

    PrefixChart copy() {
        return new PrefixChart(this);
    }

    /** Back to the beginning of a sentence. */
    void restart() {
        columns.clear();
        Builder builder = new Builder(0);
        builder.add(table.before(), 0, 1, 1);
        finish(builder);
    }

    /** Length terminals + 1, the last is the end; not a copy. */
    double[] law() {
        return law;
    }

    /** Reads a terminal of positive probability. */
    void read(int terminal) {
        Column last = columns.get(columns.size() - 1);
        Builder builder = new Builder(columns.size());
        double scale = 1 / law[terminal];
        for (int e = 0; e < last.size(); e++) {
            if (table.nextSymbol[last.item[e]] == terminal) {
                builder.add(last.item[e] + 1, last.origin[e], last.alpha[e] * scale, last.gamma[e] * scale);
            }
        }
        builder.complete();
        finish(builder);
    }

    private void finish(Builder builder) {
        builder.predict();
        columns.add(builder.column());
        law = builder.law();
    }

    /**
     * The beliefs over the ancestors of the next token in a layered grammar: for each height above the terminals, from 1 on,
     * the probability of each nonterminal; none at all when the sentence ends here. The ancestor above an entry of origin k is
     * the left side of an entry of column k that waits for it, in proportion to alpha.
     *
     * @param heights how many
     * @return heights x nonterminals
     */
    double[][] ancestors(int heights) {
        double[][] beliefs = new double[heights][table.nonterminals];
        double[][] weights = new double[columns.size()][];
        Column last = columns.get(columns.size() - 1);
        weights[columns.size() - 1] = new double[last.size()];
        for (int e = 0; e < last.size(); e++) {
            int symbol = table.nextSymbol[last.item[e]];
            boolean emits = symbol != ItemTable.COMPLETE && symbol < table.terminals;
            weights[columns.size() - 1][e] = emits ? last.alpha[e] : 0;
        }
        for (int height = 0; height < heights; height++) {
            weights = parents(weights, beliefs[height]);
        }
        return beliefs;
    }

    /** Adds the weight of every entry to the belief in its left side, and hands it to the entries that wait for that. */
    private double[][] parents(double[][] weights, double[] belief) {
        double[][] above = new double[weights.length][];
        for (int c = 0; c < weights.length; c++) {
            for (int e = 0; weights[c] != null && e < weights[c].length; e++) {
                int left = table.left[columns.get(c).item[e]];
                if (weights[c][e] > 0 && left < table.nonterminals) {
                    belief[left] += weights[c][e];
                    int origin = columns.get(c).origin[e];
                    Column began = columns.get(origin);
                    if (above[origin] == null) {
                        above[origin] = new double[began.size()];
                    }
                    double total = 0;
                    for (int parent : began.awaiting[left]) {
                        total += began.alpha[parent];
                    }
                    for (int parent : began.awaiting[left]) {
                        above[origin][parent] += weights[c][e] * began.alpha[parent] / total;
                    }
                }
            }
        }
        return above;
    }

    /** The entries of one position; {@code awaiting[Z]} lists those whose dot stands before nonterminal Z. */
    private record Column(int[] item, int[] origin, double[] alpha, double[] gamma, int[][] awaiting) {
        int size() {
            return item.length;
        }
    }

    /** A column in the making. */
    private final class Builder {
        private final int position;
        /** For each origin and item the index of its entry + 1, 0 when there is none. */
        private final int[] entryOf;

        private int size;
        private int[] item = new int[64];
        private int[] origin = new int[64];
        private double[] alpha = new double[64];
        private double[] gamma = new double[64];

        Builder(int position) {
            this.position = position;
            this.entryOf = new int[(position + 1) * table.items()];
        }

        void add(int newItem, int newOrigin, double addAlpha, double addGamma) {
            int key = newOrigin * table.items() + newItem;
            if (entryOf[key] == 0) {
                if (size == item.length) {
                    item = Arrays.copyOf(item, 2 * size);
                    origin = Arrays.copyOf(origin, 2 * size);
                    alpha = Arrays.copyOf(alpha, 2 * size);
                    gamma = Arrays.copyOf(gamma, 2 * size);
                }
                item[size] = newItem;
                origin[size] = newOrigin;
                entryOf[key] = ++size;
            }
            alpha[entryOf[key] - 1] += addAlpha;
            gamma[entryOf[key] - 1] += addGamma;
        }

        /** Completions of the shortest productions first: what they complete is longer, since no production is empty. */
        void complete() {
            for (int began = position - 1; began >= 0; began--) {
                Column column = columns.get(began);
                for (int p = 0; p < table.first.length; p++) {
                    int end =
                            table.first[p] + table.grammar.productions().get(p).right().length;
                    int entry = entryOf[began * table.items() + end];
                    if (entry > 0 && !table.unitComplete[end]) {
                        complete(column, table.left[end], gamma[entry - 1]);
                    }
                }
            }
        }

        /** Moves every entry of {@code column} on that waits for {@code left}, or for what leads to it by unit productions. */
        private void complete(Column column, int left, double inner) {
            for (int above = 0; above < table.nonterminals; above++) {
                double factor = inner * table.units[above][left];
                if (factor > 0) {
                    for (int e : column.awaiting[above]) {
                        int moved = column.item[e] + 1;
                        if (!table.unitComplete[moved]) {
                            add(moved, column.origin[e], column.alpha[e] * factor, column.gamma[e] * factor);
                        }
                    }
                }
            }
        }

        /** Every production that can begin here, through all left corners at once. */
        void predict() {
            double[] wanted = new double[table.nonterminals];
            for (int e = 0; e < size; e++) {
                int symbol = table.nextSymbol[item[e]] - table.terminals;
                for (int y = 0; symbol >= 0 && y < wanted.length; y++) {
                    wanted[y] += alpha[e] * table.leftCorners[symbol][y];
                }
            }
            for (int p = 0; p < table.first.length; p++) {
                double probability = table.grammar.productions().get(p).probability();
                double forward = wanted[table.left[table.first[p]]] * probability;
                if (forward > 0) {
                    add(table.first[p], position, forward, probability);
                }
            }
        }

        double[] law() {
            double[] next = new double[table.terminals + 1];
            for (int e = 0; e < size; e++) {
                int symbol = table.nextSymbol[item[e]];
                if (symbol == ItemTable.COMPLETE) {
                    next[table.terminals] += item[e] == table.before() + 1 ? alpha[e] : 0;
                } else if (symbol < table.terminals) {
                    next[symbol] += alpha[e];
                }
            }
            return next;
        }

        Column column() {
            int[][] awaiting = new int[table.nonterminals][];
            int[] counts = new int[table.nonterminals];
            for (int e = 0; e < size; e++) {
                int symbol = table.nextSymbol[item[e]] - table.terminals;
                if (symbol >= 0) {
                    counts[symbol]++;
                }
            }
            for (int z = 0; z < counts.length; z++) {
                awaiting[z] = new int[counts[z]];
            }
            for (int e = size - 1; e >= 0; e--) {
                int symbol = table.nextSymbol[item[e]] - table.terminals;
                if (symbol >= 0) {
                    awaiting[symbol][--counts[symbol]] = e;
                }
            }
            return new Column(
                    Arrays.copyOf(item, size),
                    Arrays.copyOf(origin, size),
                    Arrays.copyOf(alpha, size),
                    Arrays.copyOf(gamma, size),
                    awaiting);
        }
    }
}
