package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
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

    private final String name;
    private final Vocabulary vocabulary;
    private final Windows windows;
    private final double observations;
    private final double price;
    private final SlotTree tree;

    private ContextTree(String name, Vocabulary vocabulary, Windows windows, double observations, double price) {
        this.name = name;
        this.vocabulary = vocabulary;
        this.windows = windows;
        this.observations = observations;
        this.price = price;
        int[] members = IntStream.range(0, windows.size())
                .filter(w -> windows.weight(w) > 0)
                .toArray();
        this.tree = SlotTree.of(members, windows.slots(), new Suffixes());
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

    /** @param price of a leaf, in nats */
    static ContextTree of(Windows windows, Vocabulary vocabulary, double observations, double price) {
        return new ContextTree("context tree", vocabulary, windows, observations, price);
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
        return (int) tree.leaves().stream().filter(leaf -> leaf.weight() > 0).count();
    }

    /** Length of the longest suffix. */
    public int longest() {
        return tree.questions();
    }

    /** The least cost: N x nats lost at the leaves + length of the tree. */
    public double nats() {
        return tree.cost();
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
            int[] sequence = contexts.sequence(contexts.rowSequence(r));
            int position = contexts.rowPosition(r);
            CellTree.Leaf leaf = leaf(offset -> offset > position ? vocabulary.size() : sequence[position - offset]);
            laws[r] = Information.smoothed(leaf.law());
        }
        return new NextTokenTable(contexts.id(), Matrix.ofRows(laws));
    }

    /** @param symbolAt the symbol at each offset */
    private CellTree.Leaf leaf(IntUnaryOperator symbolAt) {
        CellTree.Node node = tree.root();
        while (node instanceof CellTree.Refine refine) {
            node = refine.next()[symbolAt.applyAsInt(refine.offset())];
        }
        return (CellTree.Leaf) node;
    }

    /**
     * What a sparse unembedding sees: the last token, and the leaf. Suffixes that are divided are labels too, so that a leaf says
     * only how it differs, and one that never came says what the suffix says that it continues.
     */
    Slots slots() {
        int[] leafOfWindow = IntStream.range(0, windows.size())
                .map(w -> leaf(offset -> windows.symbol(w, offset)).index())
                .toArray();
        ProgramDraft draft = draft();
        return new Slots.Builder(windows)
                .offset(0, tokens(), draft::label)
                .classes(classes(draft, divided()), leafOfWindow)
                .build();
    }

    /**
     * The tree without the units of leaves that say no more than the last token.
     *
     * @param unembedding votes of the labels of {@link #slots()}
     */
    Program program(Unembedding unembedding) {
        ProgramDraft draft = draft();
        Taxonomy classes = classes(draft, divided());
        Set<String> voting = unembedding.votes().keySet();
        Set<String> needed = IntStream.range(0, classes.leaves())
                .filter(leaf -> Arrays.stream(classes.chain(leaf))
                        .mapToObj(classes::name)
                        .anyMatch(voting::contains))
                .mapToObj(classes::name)
                .collect(Collectors.toSet());
        List<Unit> units = units(draft, classes).stream()
                .filter(unit -> unit.add().stream().anyMatch(needed::contains))
                .toList();
        return draft.program(classes, units, unembedding);
    }

    /** The tree as a program of one head for each offset, one unit and one voting label for each leaf. */
    public Program program() {
        ProgramDraft draft = draft();
        Taxonomy classes = classes(draft, List.of());
        SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
        tree.leaves().forEach(leaf -> votes.put(classes.name(leaf.index()), votes(leaf.law())));
        return draft.program(classes, units(draft, classes), new Unembedding(new TreeMap<>(), votes));
    }

    private List<Unit> units(ProgramDraft draft, Taxonomy classes) {
        int[] own = IntStream.range(0, classes.leaves()).toArray();
        return Classes.units(tree.root(), own, classes, draft::label);
    }

    /** The leaves by their last tokens, from the longest suffix but one down to one token. */
    private List<int[]> divided() {
        List<int[]> partitions = new ArrayList<>();
        for (int length = tree.questions() - 1; length > 0; length--) {
            int[] group = new int[tree.leaves().size()];
            group(tree.root(), length, 0, group);
            partitions.add(group);
        }
        return partitions;
    }

    /** Numbers the suffixes of a length, or shorter ones that are not divided, from {@code next}; returns the next number. */
    private static int group(CellTree.Node node, int length, int next, int[] group) {
        if (length > 0 && node instanceof CellTree.Refine refine) {
            int number = next;
            Set<CellTree.Node> children = Collections.newSetFromMap(new IdentityHashMap<>());
            for (CellTree.Node child : refine.next()) {
                number = children.add(child) ? group(child, length - 1, number, group) : number;
            }
            return number;
        }
        fill(node, next, group);
        return next + 1;
    }

    private static void fill(CellTree.Node node, int number, int[] group) {
        if (node instanceof CellTree.Leaf leaf) {
            group[leaf.index()] = number;
        } else {
            for (CellTree.Node child : ((CellTree.Refine) node).next()) {
                fill(child, number, group);
            }
        }
    }

    private Taxonomy tokens() {
        return Taxonomy.of(ProgramDraft.ownLabels(vocabulary), List.of(), Set.of(), (level, members) -> "");
    }

    private ProgramDraft draft() {
        return new ProgramDraft(vocabulary, tokens(), Math.max(1, tree.questions()));
    }

    private Taxonomy classes(ProgramDraft draft, List<int[]> divided) {
        Set<String> taken = draft.taken();
        List<String> names = tree.leaves().stream()
                .map(leaf -> Taxonomy.unused(String.format(Locale.ROOT, "leaf%d", leaf.index() + 1), taken))
                .toList();
        return Taxonomy.of(
                names, divided, taken, (level, members) -> String.format(Locale.ROOT, "suffix%d", members[0] + 1));
    }

    /** Votes that say a law; none for its likeliest token. */
    static SortedMap<Integer, Double> votes(double[] law) {
        double largest = law[Items.largest(law)];
        SortedMap<Integer, Double> votes = new TreeMap<>();
        for (int v = 0; v < law.length; v++) {
            votes.put(v, StrictMath.log(Math.max(law[v], LEAST_VOTE) / largest));
        }
        return votes;
    }

    /** Leaves with their mean law. */
    private final class Suffixes implements SlotTree.Leaves {
        @Override
        public double cost(int[] members, int questions) {
            double entropy = 0;
            for (int w : members) {
                entropy += windows.weight(w) * windows.entropy(w);
            }
            CellTree.Leaf leaf = made(0, members, true);
            return observations * Math.max(0, leaf.weight() * Information.entropy(leaf.law()) - entropy) + price;
        }

        @Override
        public double least(int questions) {
            return price;
        }

        @Override
        public boolean isComplete() {
            return false;
        }

        @Override
        public CellTree.Leaf made(int index, int[] members, boolean came) {
            double[] law = new double[windows.vocabulary()];
            double weight = 0;
            for (int w : members) {
                weight += windows.weight(w);
                Items.addScaled(law, windows.law(w), windows.weight(w));
            }
            Items.scale(law, 1 / weight);
            return new CellTree.Leaf(index, came ? weight : 0, law);
        }
    }
}
