package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.cost.UniversalCode;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;

/**
 * A program of few labels for a model whose contexts can be enumerated: a process with few states, or a network trained on one.
 *
 * <ol>
 *   <li>Contexts are labelled bottom-up by what the model says of the tokens that follow ({@link ContextLabels}).
 *   <li>Each label is defined top-down by what stands in its contexts: the tree of questions with the least N x nats lost by
 *       taking the label of the leaf + length of the units ({@link SlotTree}).
 *   <li>Every label votes for the mean law of the contexts that its definition holds for.
 * </ol>
 */
public final class MachineFitter {
    private static final String TASK = "fitting labels";
    private static final int STAGES = 3;

    /** Labels and two levels of superlabels, at N, N/10 and N/100. */
    private static final int LEVELS = 3;

    private final SequenceModel model;
    private final ContextSet contexts;
    private final MachineOptions options;
    private final ContextLabels labels;
    private final Definitions definitions;

    private MachineFitter(
            SequenceModel model, ContextSet contexts, MachineOptions options, ContextLabels labels) {
        this.model = model;
        this.contexts = contexts;
        this.options = options;
        this.labels = labels;
        this.definitions = new Definitions();
    }

    /**
     * @param contexts    weighted by how often they come; the program looks no further back than the longest of them
     * @param activations what the model held there, if labels are to be made from it too
     */
    public static FittedMachine fit(
            SequenceModel model,
            ContextSet contexts,
            Optional<Representation> activations,
            MachineOptions options,
            Progress progress) {
        progress.at(TASK, 0, STAGES, "labels from futures");
        ContextLabels labels = ContextLabels.of(model, contexts, activations, options);
        progress.at(TASK, 1, STAGES, "definitions of " + labels.count() + " labels");
        MachineFitter fitter = new MachineFitter(model, contexts, options, labels);
        FittedMachine fitted = fitter.run();
        progress.at(TASK, STAGES, STAGES, labels.count() + " labels");
        return fitted;
    }

    private FittedMachine run() {
        int[] rows = IntStream.range(0, contexts.rows())
                .filter(row -> contexts.weight(row) > 0)
                .toArray();
        SlotTree tree = SlotTree.of(rows, definitions, definitions);
        int[] labelOfLeaf = definitions.labelOfLeaf.stream().mapToInt(label -> label).toArray();
        int[] defined = new int[contexts.rows()];
        Arrays.setAll(defined, row -> labelOfLeaf[leaf(tree.root(), row)]);
        Items laws = laws(defined);
        Vocabulary vocabulary = model.vocabulary();
        Taxonomy tokens = Taxonomy.of(vocabulary.tokens(), List.of(), Set.of(), (level, members) -> "");
        ProgramDraft draft = new ProgramDraft(vocabulary, tokens, Math.max(1, tree.questions()));
        Taxonomy taxonomy = Labelling.taxonomy(laws, coarser(), vocabulary, draft.taken());
        List<Unit> units = Classes.units(tree.root(), labelOfLeaf, taxonomy, draft::label);
        SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
        for (int label = 0; label < labels.count(); label++) {
            if (laws.weights()[label] > 0) {
                votes.put(taxonomy.name(label), ContextTree.votes(laws.laws()[label]));
            }
        }
        Program program = draft.program(taxonomy, units, new Unembedding(new TreeMap<>(), votes));
        return new FittedMachine(program, labels, defined, leafNames(taxonomy));
    }

    private List<String> leafNames(Taxonomy taxonomy) {
        return IntStream.range(0, labels.count()).mapToObj(taxonomy::name).toList();
    }

    private int leaf(CellTree.Node from, int row) {
        CellTree.Node node = from;
        while (node instanceof CellTree.Refine refine) {
            node = refine.next()[definitions.symbol(row, refine.offset())];
        }
        return ((CellTree.Leaf) node).index();
    }

    /** The mean next-token law of the contexts of each label. */
    private Items laws(int[] defined) {
        Matrix table = model.next(contexts).probabilities();
        double[][] laws = new double[contexts.rows()][];
        Arrays.setAll(laws, table::row);
        return new Items(contexts.weights(), laws, new double[laws.length][0]).grouped(defined, labels.count());
    }

    private List<int[]> coarser() {
        List<int[]> cuts = new ArrayList<>();
        for (int level = 1; level < LEVELS; level++) {
            double n = Math.max(Math.E, options.observations() / StrictMath.pow(10, level));
            int clusters = labels.hierarchy().bestClusters(n, labels.laws()[0].length - 1);
            cuts.add(labels.hierarchy().cut(clusters));
        }
        return cuts;
    }

    /** Questions about the last tokens, and the label that a leaf had best take. */
    private final class Definitions implements SlotTree.Slots, SlotTree.Leaves {
        private final int vocabulary = model.vocabulary().size();
        private final int longest = contexts.longest();
        private final double[][] lost = new double[contexts.rows()][labels.count()];
        private final double atom;
        private final List<Integer> labelOfLeaf = new ArrayList<>();

        Definitions() {
            ContextLabels known = MachineFitter.this.labels;
            for (int label = 0; label < known.count(); label++) {
                double[] law = Information.smoothed(known.laws()[label]);
                for (int row = 0; row < lost.length; row++) {
                    double[] future = known.futures()[row];
                    lost[row][label] = contexts.weight(row)
                            * options.observations()
                            * Math.max(0, Information.crossEntropy(future, law) - Information.entropy(future));
                }
            }
            double choices = (double) (vocabulary + 1) * longest + known.count();
            this.atom = StrictMath.log(choices) + StrictMath.log(2) + UniversalCode.natural(1);
        }

        @Override
        public int count() {
            return longest;
        }

        @Override
        public int symbols(int offset) {
            return offset == 0 ? vocabulary : vocabulary + 1;
        }

        @Override
        public int symbol(int row, int offset) {
            int at = contexts.rowPosition(row) - offset;
            return at < 0 ? vocabulary : contexts.sequence(contexts.rowSequence(row))[at];
        }

        @Override
        public double cost(int[] rows, int questions) {
            double[] costs = costs(rows);
            return costs[cheapest(costs)] + least(questions);
        }

        /** The length of the unit that the leaf needs. */
        @Override
        public double least(int questions) {
            return UniversalCode.count(questions)
                    + questions * atom
                    + StrictMath.log(Math.max(1, questions))
                    + UniversalCode.count(1)
                    + atom;
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
