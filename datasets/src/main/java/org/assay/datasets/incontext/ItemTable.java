package org.assay.datasets.incontext;

import java.util.List;
import org.assay.datasets.incontext.ContextFreeGrammar.Production;

/**
 * A grammar as the parser reads it: dotted productions as numbered items, and the closures of left corners and of unit
 * productions, {@code (I - P_L)^-1} and {@code (I - P_U)^-1} (A. Stolcke, "An efficient probabilistic context-free parsing
 * algorithm that computes prefix probabilities", 1995). Item + 1 is the item with its dot one
 * further. The last two items are those of the dummy production of the start, which nothing predicts.
 */
final class ItemTable {
    static final int COMPLETE = -1;

    final ContextFreeGrammar grammar;
    final int terminals;
    final int nonterminals;
    /** The symbol after the dot of each item, {@link #COMPLETE} when there is none. */
    final int[] nextSymbol;
    /** Number of the left side among the nonterminals, for each item; that of the dummy is the number of nonterminals. */
    final int[] left;
    /** Whether the item is a complete production of one nonterminal: covered by the closure of unit productions. */
    final boolean[] unitComplete;
    /** First item of each production. */
    final int[] first;
    /** N x N: expected number of left corners Y under Z. */
    final double[][] leftCorners;
    /** N x N: expected number of Y below Z by unit productions alone. */
    final double[][] units;

    ItemTable(ContextFreeGrammar grammar) {
        this.grammar = grammar;
        this.terminals = grammar.terminals().size();
        this.nonterminals = grammar.nonterminals().size();
        List<Production> productions = grammar.productions();
        int items = 2;
        for (Production production : productions) {
            items += production.right().length + 1;
        }
        this.nextSymbol = new int[items];
        this.left = new int[items];
        this.unitComplete = new boolean[items];
        this.first = new int[productions.size()];
        double[][] corners = new double[nonterminals][nonterminals];
        double[][] single = new double[nonterminals][nonterminals];
        int item = 0;
        for (int p = 0; p < first.length; p++) {
            Production production = productions.get(p);
            first[p] = item;
            item = add(item, production.left() - terminals, production.right());
            int corner = production.right()[0];
            if (!grammar.isTerminal(corner)) {
                corners[production.left() - terminals][corner - terminals] += production.probability();
                if (production.right().length == 1) {
                    single[production.left() - terminals][corner - terminals] += production.probability();
                    unitComplete[item - 1] = true;
                }
            }
        }
        add(item, nonterminals, new int[] {terminals});
        this.leftCorners = closure(corners);
        this.units = closure(single);
    }

    private int add(int item, int leftSide, int[] right) {
        for (int dot = 0; dot <= right.length; dot++) {
            nextSymbol[item + dot] = dot < right.length ? right[dot] : COMPLETE;
            left[item + dot] = leftSide;
        }
        return item + right.length + 1;
    }

    int items() {
        return nextSymbol.length;
    }

    /** The item of the dummy production before the start symbol. */
    int before() {
        return items() - 2;
    }

    /** {@code (I - P)^-1} by Gauss-Jordan elimination; I - P is an M-matrix when derivations end, so no pivoting is needed. */
    private static double[][] closure(double[][] steps) {
        int n = steps.length;
        double[][] system = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                system[i][j] = (i == j ? 1 : 0) - steps[i][j];
            }
            system[i][n + i] = 1;
        }
        for (int c = 0; c < n; c++) {
            double pivot = system[c][c];
            for (int k = 0; k < 2 * n; k++) {
                system[c][k] /= pivot;
            }
            for (int r = 0; r < n; r++) {
                double factor = r == c ? 0 : system[r][c];
                for (int k = 0; factor != 0 && k < 2 * n; k++) {
                    system[r][k] -= factor * system[c][k];
                }
            }
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(system[i], n, inverse[i], 0, n);
        }
        return inverse;
    }
}
