package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Context cells: a tree of questions about the last tokens, such that every context, seen or not, falls in exactly one leaf. A
 * node either ends in a leaf, or refines the superlabel that is known at its offset into the labels below it, or goes on to the
 * next offset. The tree with the least
 *
 * <pre>sum over leaves of (N x information lost in the leaf + price) + ln 3 for each choice</pre>
 *
 * is found bottom-up (the pruning of context trees of Rissanen 1983b, by the dynamic programme of Nohre 1994, on a hierarchical
 * alphabet). Being the optimum over all trees, and not grown greedily, it finds conditions of which no part helps alone.
 */
final class CellTree {
    private static final double CHOICE = StrictMath.log(3);

    private final Windows windows;
    private final Taxonomy taxonomy;
    private final double observations;
    private final double price;
    private final List<Leaf> leaves = new ArrayList<>();
    private Node root;

    /** A question or an answer. */
    sealed interface Node permits Leaf, Refine {}

    /**
     * A cell.
     *
     * @param index  number of the cell
     * @param weight share of the rows; 0 for a cell that takes what was never seen
     * @param law    mean law of its rows; for a cell without rows that of the contexts it branched off from
     */
    record Leaf(int index, double weight, double[] law) implements Node {}

    /**
     * A question for the symbol at {@code offset}.
     *
     * @param path    the labels that are known so far, by offset, {@link Taxonomy#TOP} where nothing is known
     * @param symbols the labels that may stand there: nodes of the taxonomy, or its size for nothing there
     * @param next    what follows for each symbol; the same leaf for all symbols never seen here
     */
    record Refine(int offset, int[] path, int[] symbols, Node[] next) implements Node {}

    private record Costed(double cost, Supplier node) {}

    /** Makes a node, and numbers its leaves, only when it is known to be part of the best tree. */
    private interface Supplier {
        Node make();
    }

    private CellTree(Windows windows, Taxonomy taxonomy, double observations, double price) {
        this.windows = windows;
        this.taxonomy = taxonomy;
        this.observations = observations;
        this.price = price;
    }

    /**
     * The best tree of at most {@code mostCells} leaves: the price of a leaf is raised from {@code price} until it has no more.
     */
    static CellTree of(Windows windows, Taxonomy taxonomy, double observations, double price, int mostCells) {
        for (double raised = price; ; raised *= 1.5) {
            CellTree tree = new CellTree(windows, taxonomy, observations, raised);
            int[] all = IntStream.range(0, windows.size()).toArray();
            int[] path = new int[windows.length()];
            Arrays.fill(path, Taxonomy.TOP);
            tree.root = tree.best(all, 0, path).node().make();
            if (tree.leaves.size() <= mostCells) {
                return tree;
            }
        }
    }

    Node root() {
        return root;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /** The price of a leaf at which the tree was small enough. */
    double price() {
        return price;
    }

    /** The cell of every window of {@code any}. */
    int[] cells(Windows any) {
        int[] cells = new int[any.size()];
        for (int w = 0; w < cells.length; w++) {
            Node node = root;
            while (node instanceof Refine refine) {
                node = refine.next()[position(refine, any.symbol(w, refine.offset()))];
            }
            cells[w] = ((Leaf) node).index();
        }
        return cells;
    }

    private int position(Refine refine, int symbol) {
        for (int node = symbol == windows.none() ? taxonomy.nodes() : symbol; ; node = taxonomy.parent(node)) {
            for (int i = 0; i < refine.symbols().length; i++) {
                if (refine.symbols()[i] == node) {
                    return i;
                }
            }
        }
    }

    /** The best subtree for these windows when {@code path} is known and {@code offset} is being asked about. */
    private Costed best(int[] members, int offset, int[] path) {
        double[] law = meanLaw(members);
        double weight = 0;
        double entropy = 0;
        for (int w : members) {
            weight += windows.weight(w);
            entropy += windows.weight(w) * windows.entropy(w);
        }
        double lost = observations * Math.max(0, weight * Information.entropy(law) - entropy);
        double total = weight;
        Costed leaf = new Costed(lost + price, () -> newLeaf(total, law));
        if (lost <= price || members.length < 2) {
            return leaf;
        }
        Costed best = leaf;
        Costed refined = refine(members, offset, path, law);
        best = refined.cost() < best.cost() ? refined : best;
        if (offset + 1 < windows.length()) {
            Costed next = best(members, offset + 1, path);
            best = next.cost() + CHOICE < best.cost() ? new Costed(next.cost() + CHOICE, next.node()) : best;
        }
        return best;
    }

    private Costed refine(int[] members, int offset, int[] path, double[] law) {
        int[] symbols = symbols(offset, path[offset]);
        if (symbols.length < 2) {
            return new Costed(Double.POSITIVE_INFINITY, () -> newLeaf(0, law));
        }
        int[][] split = split(members, offset, symbols);
        Costed[] parts = new Costed[symbols.length];
        double cost = CHOICE;
        for (int i = 0; i < symbols.length; i++) {
            if (split[i].length > 0) {
                int[] longer = path.clone();
                longer[offset] = symbols[i];
                parts[i] = best(split[i], offset, longer);
                cost += parts[i].cost();
            }
        }
        return new Costed(cost, () -> {
            Node[] next = new Node[symbols.length];
            Node unseen = null;
            for (int i = 0; i < symbols.length; i++) {
                if (parts[i] != null) {
                    next[i] = parts[i].node().make();
                } else {
                    unseen = unseen == null ? newLeaf(0, law) : unseen;
                    next[i] = unseen;
                }
            }
            return new Refine(offset, path, symbols, next);
        });
    }

    private Leaf newLeaf(double weight, double[] law) {
        Leaf leaf = new Leaf(leaves.size(), weight, law);
        leaves.add(leaf);
        return leaf;
    }

    /** What a label at an offset may turn out to be; before the first token of a sequence there is nothing, also a symbol. */
    private int[] symbols(int offset, int known) {
        if (known != Taxonomy.TOP) {
            return known == taxonomy.nodes() ? new int[0] : taxonomy.children(known);
        }
        int[] tops = taxonomy.tops();
        if (offset == 0) {
            return tops;
        }
        int[] withNone = Arrays.copyOf(tops, tops.length + 1);
        withNone[tops.length] = taxonomy.nodes();
        return withNone;
    }

    private int[][] split(int[] members, int offset, int[] symbols) {
        int[] place = new int[taxonomy.nodes() + 1];
        Arrays.fill(place, -1);
        for (int i = 0; i < symbols.length; i++) {
            place[symbols[i]] = i;
        }
        int[] placeOfToken = new int[windows.vocabulary() + 1];
        for (int token = 0; token <= windows.vocabulary(); token++) {
            int node = token == windows.none() ? taxonomy.nodes() : token;
            while (node != Taxonomy.TOP && place[node] < 0) {
                node = node == taxonomy.nodes() ? Taxonomy.TOP : taxonomy.parent(node);
            }
            placeOfToken[token] = node == Taxonomy.TOP ? -1 : place[node];
        }
        int[] counts = new int[symbols.length];
        for (int w : members) {
            counts[placeOfToken[windows.symbol(w, offset)]]++;
        }
        int[][] split = new int[symbols.length][];
        for (int i = 0; i < symbols.length; i++) {
            split[i] = new int[counts[i]];
        }
        for (int w : members) {
            int i = placeOfToken[windows.symbol(w, offset)];
            split[i][split[i].length - counts[i]--] = w;
        }
        return split;
    }

    private double[] meanLaw(int[] members) {
        double[] law = new double[windows.vocabulary()];
        double weight = 0;
        for (int w : members) {
            weight += windows.weight(w);
            Items.addScaled(law, windows.law(w), windows.weight(w));
        }
        if (weight > 0) {
            Items.scale(law, 1 / weight);
        } else {
            Arrays.fill(law, 1.0 / law.length);
        }
        return law;
    }
}
