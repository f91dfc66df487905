package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.cost.UniversalCode;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;

/**
 * Labels defined top-down: the tree of questions about an anchor and the last tokens with the least N x nats lost by taking the
 * label of the leaf + length of the units. Every anchor is tried, and none; the shortest is kept.
 */
final class TokenDefinitions implements LabelDefinitions {
    /** Length of the head of an anchor, in atoms: what it seeks, what it says, and its numbers. */
    private static final int ANCHOR_ATOMS = 3;

    private final ContextSet contexts;
    private final int vocabulary;
    private final double[][] lost;
    private final double atom;
    private final Optional<Anchor> anchor;
    private final List<Integer> labelOfLeaf = new ArrayList<>();
    private final SlotTree tree;

    private TokenDefinitions(
            ContextSet contexts, int vocabulary, double[][] lost, double atom, Optional<Anchor> anchor) {
        this.contexts = contexts;
        this.vocabulary = vocabulary;
        this.lost = lost;
        this.atom = atom;
        this.anchor = anchor;
        int[] rows = IntStream.range(0, contexts.rows())
                .filter(row -> contexts.weight(row) > 0)
                .toArray();
        this.tree = SlotTree.of(rows, new Questions(), new Answers());
    }

    /**
     * Without an anchor.
     *
     * @param observations N
     */
    static TokenDefinitions of(ContextSet contexts, int vocabulary, ContextLabels labels, double observations) {
        double[][] lost = new double[contexts.rows()][labels.count()];
        for (int label = 0; label < labels.count(); label++) {
            double[] law = Information.smoothed(labels.laws()[label]);
            for (int row = 0; row < lost.length; row++) {
                double[] future = labels.futures()[row];
                lost[row][label] = contexts.weight(row)
                        * observations
                        * Math.max(0, Information.crossEntropy(future, law) - Information.entropy(future));
            }
        }
        double choices = (double) (vocabulary + 1) * contexts.longest() + labels.count();
        double atom = StrictMath.log(choices) + StrictMath.log(2) + UniversalCode.natural(1);
        return new TokenDefinitions(contexts, vocabulary, lost, atom, Optional.empty());
    }

    /** The same labels, defined with whichever anchor makes it shortest, or with none. */
    TokenDefinitions anchored() {
        TokenDefinitions best = this;
        for (Anchor tried : Anchor.of(vocabulary)) {
            TokenDefinitions with = new TokenDefinitions(contexts, vocabulary, lost, atom, Optional.of(tried));
            best = with.cost() < best.cost() ? with : best;
        }
        return best;
    }

    private double cost() {
        return tree.cost() + (anchor.isPresent() ? ANCHOR_ATOMS * atom : 0);
    }

    /** Length of a unit of so many atoms that inserts one label. */
    static double unit(int atoms, double atom) {
        return UniversalCode.count(atoms)
                + atoms * atom
                + StrictMath.log(Math.max(1, atoms))
                + UniversalCode.count(1)
                + atom;
    }

    @Override
    public int[] labels() {
        Questions questions = new Questions();
        int[] labels = new int[contexts.rows()];
        for (int row = 0; row < labels.length; row++) {
            CellTree.Node node = tree.root();
            while (node instanceof CellTree.Refine refine) {
                node = refine.next()[questions.symbol(row, refine.offset())];
            }
            labels[row] = labelOfLeaf.get(((CellTree.Leaf) node).index());
        }
        return labels;
    }

    @Override
    public ProgramDraft draft(Vocabulary its) {
        Taxonomy tokens = Taxonomy.of(ProgramDraft.ownLabels(its), List.of(), Set.of(), (level, members) -> "");
        return new ProgramDraft(its, tokens, Math.max(1, tree.questions() - anchors()));
    }

    @Override
    public Program program(ProgramDraft draft, int[] number, Taxonomy taxonomy, Unembedding unembedding) {
        String name = draft.headName("latest");
        List<Head> heads = anchor.stream()
                .map(known -> known.head(name, draft.token(known.token())))
                .toList();
        int[] leaves = labelOfLeaf.stream().mapToInt(label -> number[label]).toArray();
        List<Unit> units = Classes.units(tree.root(), leaves, taxonomy, wording(draft, name));
        return draft.program(heads, taxonomy, units, unembedding);
    }

    /** Labels of the program for the answers to questions: the slot of the anchor, if any, comes first. */
    private Classes.Wording wording(ProgramDraft draft, String head) {
        return (slot, symbol) ->
                slot < anchors() ? anchor.orElseThrow().label(head, symbol) : draft.label(slot - anchors(), symbol);
    }

    private int anchors() {
        return anchor.isPresent() ? 1 : 0;
    }

    private final class Questions implements SlotTree.Slots {
        @Override
        public int count() {
            return anchors() + contexts.longest();
        }

        @Override
        public int symbols(int slot) {
            if (slot < anchors()) {
                return anchor.orElseThrow().symbols();
            }
            return slot == anchors() ? vocabulary : vocabulary + 1;
        }

        @Override
        public int symbol(int row, int slot) {
            if (slot < anchors()) {
                return anchor.orElseThrow().symbol(contexts, row);
            }
            int at = contexts.rowPosition(row) - (slot - anchors());
            return at < 0 ? vocabulary : contexts.sequence(contexts.rowSequence(row))[at];
        }
    }

    /** The label that a leaf had best take. */
    private final class Answers implements SlotTree.Leaves {
        @Override
        public double cost(int[] rows, int questions) {
            double[] costs = costs(rows);
            return costs[cheapest(costs)] + least(questions);
        }

        /** The length of the unit that the leaf needs. */
        @Override
        public double least(int questions) {
            return unit(questions, atom);
        }

        /** The contexts were enumerated. */
        @Override
        public boolean isComplete() {
            return true;
        }

        @Override
        public CellTree.Leaf made(int index, int[] rows, boolean came) {
            labelOfLeaf.add(cheapest(costs(rows)));
            double weight = Arrays.stream(rows).mapToDouble(contexts::weight).sum();
            return new CellTree.Leaf(index, came ? weight : 0, new double[0]);
        }

        private double[] costs(int[] rows) {
            double[] costs = new double[lost[0].length];
            for (int row : rows) {
                Items.addScaled(costs, lost[row], 1);
            }
            return costs;
        }

        private static int cheapest(double[] costs) {
            int cheapest = 0;
            for (int label = 1; label < costs.length; label++) {
                cheapest = costs[label] < costs[cheapest] ? label : cheapest;
            }
            return cheapest;
        }
    }
}
