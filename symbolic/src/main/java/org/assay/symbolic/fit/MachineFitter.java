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
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;

/**
 * A program of few labels for a model whose contexts can be enumerated: a process with few states, or a network trained on one.
 *
 * <ol>
 *   <li>Contexts are labelled bottom-up by what the model says of the tokens that follow ({@link ContextLabels}).
 *   <li>Each label is defined top-down by what stands in its contexts ({@code Definitions}).
 *   <li>Every label votes for the mean law of the contexts that its definition holds for.
 * </ol>
 */
public final class MachineFitter {
    private static final String TASK = "fitting labels";
    private static final int STAGES = 3;

    /** Labels and two levels of superlabels, at N, N/10 and N/100. */
    private static final int LEVELS = 3;

    private MachineFitter() {}

    /**
     * @param contexts    weighted by how often they come, all that can come; the program looks no further back than the longest
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
        Vocabulary vocabulary = model.vocabulary();
        Definitions definitions = Definitions.of(contexts, vocabulary.size(), labels, options.observations());
        progress.at(TASK, 2, STAGES, "votes");
        int[] defined = definitions.labels();
        Items laws = laws(model, contexts, defined, labels.count());
        Taxonomy tokens = Taxonomy.of(vocabulary.tokens(), List.of(), Set.of(), (level, members) -> "");
        ProgramDraft draft = new ProgramDraft(vocabulary, tokens, Math.max(1, definitions.window()));
        Taxonomy taxonomy = Labelling.taxonomy(laws, coarser(labels, options), vocabulary, draft.taken());
        Program program = program(definitions, draft, taxonomy, laws);
        List<String> names =
                IntStream.range(0, labels.count()).mapToObj(taxonomy::name).toList();
        progress.at(TASK, STAGES, STAGES, labels.count() + " labels");
        return new FittedMachine(program, labels, defined, names);
    }

    private static Program program(Definitions definitions, ProgramDraft draft, Taxonomy taxonomy, Items laws) {
        String name = draft.headName("latest");
        List<Head> anchors = definitions.anchor().stream()
                .map(anchor -> anchor.head(name, draft.token(anchor.token())))
                .toList();
        List<Unit> units = Classes.units(
                definitions.root(), definitions.labelOfLeaf(), taxonomy, definitions.wording(draft, name));
        SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
        for (int label = 0; label < laws.size(); label++) {
            if (laws.weights()[label] > 0) {
                votes.put(taxonomy.name(label), ContextTree.votes(laws.laws()[label]));
            }
        }
        return draft.program(anchors, taxonomy, units, new Unembedding(new TreeMap<>(), votes));
    }

    /** The mean next-token law of the contexts of each label. */
    private static Items laws(SequenceModel model, ContextSet contexts, int[] defined, int labels) {
        Matrix table = model.next(contexts).probabilities();
        double[][] laws = new double[contexts.rows()][];
        Arrays.setAll(laws, table::row);
        return new Items(contexts.weights(), laws, new double[laws.length][0]).grouped(defined, labels);
    }

    private static List<int[]> coarser(ContextLabels labels, MachineOptions options) {
        List<int[]> cuts = new ArrayList<>();
        for (int level = 1; level < LEVELS; level++) {
            double n = Math.max(Math.E, options.observations() / StrictMath.pow(10, level));
            int clusters = labels.hierarchy().bestClusters(n, labels.laws()[0].length - 1);
            cuts.add(labels.hierarchy().cut(clusters));
        }
        return cuts;
    }
}
