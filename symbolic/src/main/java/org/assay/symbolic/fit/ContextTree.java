package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;

/**
 * A source of variable memory: one law for each suffix in a set of which every context ends with exactly one. Of all such trees
 * up to a depth it is the one with the least
 *
 * <pre>cost(s) = min(N w_s H(s) + (V - 1)/2 ln N,  ln 2 + sum of cost(s') over the suffixes s' one token longer)</pre>
 *
 * which the dynamic programme finds from the leaves up (Rissanen 1983b; Nohre 1994). Suffixes that never came below one that is
 * divided keep its law. As a {@link #program()} each leaf is a unit over the last tokens and a label that votes: the control of
 * fitted programs that knows nothing but the last tokens.
 */
public final class ContextTree implements SequenceModel {
    private static final double LEAST_VOTE = 1e-15;
    private static final double DEARER = 1.25;

    private final String name;
    private final Vocabulary vocabulary;
    private final Windows windows;
    private final double observations;
    private final double price;
    private final List<CellTree.Leaf> leaves = new ArrayList<>();
    private final double nats;
    private final CellTree.Node root;
    private int longest;

    private record Costed(double cost, CellTree.Leaf leaf, int[] symbols, Costed[] longer, int offset) {}

    private ContextTree(String name, Vocabulary vocabulary, Windows windows, double observations, double price) {
        this.name = name;
        this.vocabulary = vocabulary;
        this.windows = windows;
        this.observations = observations;
        this.price = price;
        int[] path = new int[windows.length()];
        Arrays.fill(path, Taxonomy.TOP);
        Costed best = best(IntStream.range(0, windows.size()).toArray(), 0);
        this.nats = best.cost();
        this.root = made(best, path);
    }

    /**
     * The tree that describes a model best.
     *
     * @param table        the answers of the model at the rows of {@code contexts}
     * @param depth        longest suffix, from 1
     * @param observations N, at which nats of tree and nats of loss are weighed, at least 2
     */
    public static ContextTree fit(
            String name,
            ContextSet contexts,
            NextTokenTable table,
            Vocabulary vocabulary,
            int depth,
            double observations) {
        double price = (vocabulary.size() - 1) * StrictMath.log(observations) / 2;
        return new ContextTree(name, vocabulary, windows(contexts, table, depth, observations), observations, price);
    }

    /**
     * The same with a budget: the price of a leaf is raised from {@code (V-1)/2 ln N} until the program is no longer than
     * {@code mostNats} by {@link DescriptionLength}; a single leaf where no tree is that short.
     */
    public static ContextTree within(
            double mostNats,
            String name,
            ContextSet contexts,
            NextTokenTable table,
            Vocabulary vocabulary,
            int depth,
            double observations) {
        Windows windows = windows(contexts, table, depth, observations);
        for (double price = (vocabulary.size() - 1) * StrictMath.log(observations) / 2; ; price *= DEARER) {
            ContextTree tree = new ContextTree(name, vocabulary, windows, observations, price);
            if (tree.leaves() == 1 || DescriptionLength.of(tree.program(), observations) <= mostNats) {
                return tree;
            }
        }
    }

    private static Windows windows(ContextSet contexts, NextTokenTable table, int depth, double observations) {
        if (depth < 1) {
            throw new IllegalArgumentException("depth of a context tree must be at least 1, got " + depth);
        }
        if (!(observations >= 2) || Double.isInfinite(observations)) {
            throw new IllegalArgumentException(
                    "the number of observations must be finite and at least 2, got " + observations);
        }
        if (!table.contexts().equals(contexts.id())) {
            throw new IllegalArgumentException("the table must be of the contexts "
                    + contexts.id().brief() + ", got " + table.contexts().brief());
        }
        int[] rows = IntStream.range(0, contexts.rows()).toArray();
        return Windows.of(contexts, table, rows, depth);
    }

    /** How many suffixes came. */
    public int leaves() {
        return (int) leaves.stream().filter(leaf -> leaf.weight() > 0).count();
    }

    /** Length of the longest suffix. */
    public int longest() {
        return longest;
    }

    /** The least cost: N x nats lost at the leaves + length of the tree. */
    public double nats() {
        return nats;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The law of the leaf, mixed with as much of the uniform law as programs mix in. */
    @Override
    public NextTokenTable next(ContextSet contexts) {
        double[][] laws = new double[contexts.rows()][];
        for (int r = 0; r < laws.length; r++) {
            laws[r] = Information.smoothed(leaf(contexts.sequence(contexts.rowSequence(r)), contexts.rowPosition(r))
                    .law());
        }
        return new NextTokenTable(contexts.id(), Matrix.ofRows(laws));
    }

    private CellTree.Leaf leaf(int[] sequence, int position) {
        CellTree.Node node = root;
        while (node instanceof CellTree.Refine refine) {
            int at = position - refine.offset();
            node = refine.next()[at < 0 ? vocabulary.size() : sequence[at]];
        }
        return (CellTree.Leaf) node;
    }

    /** The tree as a program of one head for each offset, one unit and one voting label for each leaf. */
    public Program program() {
        Taxonomy tokens = Taxonomy.of(vocabulary.tokens(), List.of(), Set.of(), (level, members) -> "");
        ProgramDraft draft = new ProgramDraft(vocabulary, tokens, Math.max(1, longest));
        Set<String> taken = draft.taken();
        List<String> names = leaves.stream()
                .map(leaf -> Taxonomy.unused(String.format(Locale.ROOT, "leaf%d", leaf.index() + 1), taken))
                .toList();
        Taxonomy classes = Taxonomy.of(names, List.of(), Set.of(), (level, members) -> "");
        int[] own = IntStream.range(0, leaves.size()).toArray();
        List<Unit> units = Classes.units(root, own, classes, draft::label);
        SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
        leaves.forEach(leaf -> votes.put(names.get(leaf.index()), votes(leaf.law())));
        return draft.program(classes, units, new Unembedding(new TreeMap<>(), votes));
    }

    private static SortedMap<Integer, Double> votes(double[] law) {
        double largest = law[Items.largest(law)];
        SortedMap<Integer, Double> votes = new TreeMap<>();
        for (int v = 0; v < law.length; v++) {
            votes.put(v, StrictMath.log(Math.max(law[v], LEAST_VOTE) / largest));
        }
        return votes;
    }

    private Costed best(int[] members, int offset) {
        double[] law = new double[windows.vocabulary()];
        double weight = 0;
        double entropy = 0;
        for (int w : members) {
            weight += windows.weight(w);
            entropy += windows.weight(w) * windows.entropy(w);
            Items.addScaled(law, windows.law(w), windows.weight(w));
        }
        Items.scale(law, 1 / weight);
        CellTree.Leaf leaf = new CellTree.Leaf(-1, weight, law);
        double lost = observations * Math.max(0, weight * Information.entropy(law) - entropy);
        Costed whole = new Costed(lost + price, leaf, null, null, offset);
        if (offset == windows.length() || lost <= price) {
            return whole;
        }
        TreeMap<Integer, List<Integer>> bySymbol = new TreeMap<>();
        for (int w : members) {
            if (windows.weight(w) > 0) {
                bySymbol.computeIfAbsent(windows.symbol(w, offset), s -> new ArrayList<>())
                        .add(w);
            }
        }
        double cost = StrictMath.log(2);
        List<Costed> longer = new ArrayList<>();
        for (List<Integer> part : bySymbol.values()) {
            Costed child = best(part.stream().mapToInt(w -> w).toArray(), offset + 1);
            longer.add(child);
            cost += child.cost();
        }
        int[] symbols = bySymbol.keySet().stream().mapToInt(s -> s).toArray();
        return cost < whole.cost() ? new Costed(cost, leaf, symbols, longer.toArray(Costed[]::new), offset) : whole;
    }

    /** Numbers the leaves of the best tree and gives every symbol a way on: those that never came the law they branched off from. */
    private CellTree.Node made(Costed best, int[] path) {
        if (best.symbols() == null) {
            return numbered(best.leaf().weight(), best.leaf().law());
        }
        longest = Math.max(longest, best.offset() + 1);
        int count = windows.none() + (best.offset() == 0 ? 0 : 1);
        CellTree.Node[] next = new CellTree.Node[count];
        for (int i = 0; i < best.symbols().length; i++) {
            int[] further = path.clone();
            further[best.offset()] = best.symbols()[i];
            next[best.symbols()[i]] = made(best.longer()[i], further);
        }
        CellTree.Node unseen = null;
        for (int symbol = 0; symbol < count; symbol++) {
            if (next[symbol] == null) {
                unseen = unseen == null ? numbered(0, best.leaf().law()) : unseen;
                next[symbol] = unseen;
            }
        }
        return new CellTree.Refine(
                best.offset(), path, IntStream.range(0, count).toArray(), next);
    }

    private CellTree.Leaf numbered(double weight, double[] law) {
        CellTree.Leaf leaf = new CellTree.Leaf(leaves.size(), weight, law);
        leaves.add(leaf);
        return leaf;
    }
}
