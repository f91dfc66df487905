package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;

/**
 * A program of few labels for a model whose contexts can be enumerated: a process with few states, or a network trained on one.
 *
 * <ol>
 *   <li>Contexts are labelled bottom-up by what the model says of the tokens that follow ({@link ContextLabels}).
 *   <li>Each label is defined top-down by what stands in its contexts ({@code TokenDefinitions}); or the labels are made of the states
 *       that a machine can be in, which layers of the program carry along ({@code StateDefinitions}).
 *   <li>Every label votes for the mean law of the contexts that its definition holds for.
 *   <li>How many labels, and which definitions: those whose program has the shortest description.
 * </ol>
 */
public final class MachineFitter {
    private static final String TASK = "fitting labels";

    /** Labels and two levels of superlabels, at N, N/10 and N/100. */
    private static final int LEVELS = 3;

    private final ContextSet contexts;
    private final Vocabulary vocabulary;
    private final NextTokenTable table;
    private final LabelSearch search;
    private final List<StateMachine> machines;
    private final MachineOptions options;
    private final Progress progress;

    private MachineFitter(
            SequenceModel model,
            ContextSet contexts,
            Optional<Representation> activations,
            MachineOptions options,
            Progress progress) {
        this.contexts = contexts;
        this.vocabulary = model.vocabulary();
        this.table = model.next(contexts);
        this.search = LabelSearch.of(model, contexts, activations, options);
        this.machines = options.labels() > 0 ? List.of() : StateMachine.candidates(search, contexts, vocabulary.size());
        this.options = options;
        this.progress = progress;
    }

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
        return front(model, contexts, activations, options, List.of(options.observations()), progress)
                .get(0);
    }

    /**
     * The shortest descriptions at several prices: as a model gives laws and no samples, N may be any number, and the larger it is the
     * more a program may say.
     *
     * @param observations N, several
     * @return a program for each
     */
    public static List<FittedMachine> front(
            SequenceModel model,
            ContextSet contexts,
            Optional<Representation> activations,
            MachineOptions options,
            List<Double> observations,
            Progress progress) {
        progress.at(TASK, 0, observations.size() + 1, "labels from futures");
        MachineFitter fitter = new MachineFitter(model, contexts, activations, options, progress);
        List<FittedMachine> front = new ArrayList<>();
        for (double n : observations) {
            progress.at(
                    TASK,
                    front.size() + 1,
                    observations.size() + 1,
                    String.format(Locale.ROOT, "definitions at N = %.0e", n));
            front.add(fitter.at(n));
        }
        progress.at(
                TASK,
                observations.size() + 1,
                observations.size() + 1,
                front.get(0).names().size() + " labels");
        return front;
    }

    private FittedMachine at(double n) {
        List<String> tried = new ArrayList<>();
        FittedMachine best = null;
        TokenDefinitions shortest = null;
        int worse = 0;
        for (int count : counts()) {
            ContextLabels labels = search.labels(count);
            TokenDefinitions definitions = TokenDefinitions.of(contexts, vocabulary.size(), labels, n);
            FittedMachine fitted = fitted(labels, definitions, n);
            tried.add(words(fitted, "defined by the last tokens"));
            worse++;
            if (best == null || fitted.description() < best.description()) {
                best = fitted;
                shortest = definitions;
                worse = 0;
            } else if (worse == MachineOptions.WORSE) {
                break;
            }
        }
        FittedMachine anchored = fitted(best.labels(), shortest.anchored(), n);
        tried.add(words(anchored, "defined with an anchor or without"));
        best = better(best, anchored);
        for (StateMachine machine : machines) {
            Optional<StateDefinitions> definitions =
                    StateDefinitions.of(machine, contexts, search.labels().futures(), n, best.description());
            if (definitions.isPresent()) {
                FittedMachine fitted = fitted(best.labels(), definitions.get(), n);
                tried.add(words(fitted, "made of " + machine.states() + " states"));
                best = better(best, fitted);
            }
        }
        return best.with(tried);
    }

    private static String words(FittedMachine fitted, String how) {
        return String.format(
                Locale.ROOT, "%d labels %s: %.1f nats", fitted.names().size(), how, fitted.description());
    }

    private static FittedMachine better(FittedMachine one, FittedMachine other) {
        return other.description() < one.description() ? other : one;
    }

    /** From few to as many as there are items, and the number that the options say. */
    private SortedSet<Integer> counts() {
        if (options.labels() > 0) {
            return new TreeSet<>(List.of(Math.min(options.labels(), search.most())));
        }
        SortedSet<Integer> counts = MachineOptions.counts(search.most());
        counts.add(search.labels().count());
        return counts;
    }

    private FittedMachine fitted(ContextLabels labels, LabelDefinitions definitions, double n) {
        int[] found = definitions.labels();
        int[] used = Arrays.stream(found).distinct().sorted().toArray();
        int[] number = new int[used[used.length - 1] + 1];
        IntStream.range(0, used.length).forEach(i -> number[used[i]] = i);
        int[] defined = Arrays.stream(found).map(label -> number[label]).toArray();
        double[][] next = new double[contexts.rows()][];
        Arrays.setAll(next, table.probabilities()::row);
        Items laws = new Items(contexts.weights(), next, new double[next.length][0]).grouped(defined, used.length);
        Items rows = new Items(contexts.weights(), labels.futures(), new double[next.length][0]);
        Items futures = rows.grouped(defined, used.length);
        ProgramDraft draft = definitions.draft(vocabulary);
        Taxonomy taxonomy = Labelling.taxonomy(laws, coarser(futures, n), vocabulary, draft.taken());
        Program program = definitions.program(draft, number, taxonomy, votes(laws, taxonomy));
        List<String> names =
                IntStream.range(0, used.length).mapToObj(taxonomy::name).toList();
        double description = n * rows.lost(defined, used.length) + DescriptionLength.of(program, n);
        return new FittedMachine(program, labels, defined, names, n, description, List.of());
    }

    private static Unembedding votes(Items laws, Taxonomy taxonomy) {
        SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
        for (int label = 0; label < laws.size(); label++) {
            if (laws.weights()[label] > 0) {
                votes.put(taxonomy.name(label), ContextTree.votes(laws.laws()[label]));
            }
        }
        return new Unembedding(new TreeMap<>(), votes);
    }

    private static List<int[]> coarser(Items futures, double observations) {
        Dendrogram hierarchy = Merging.of(futures, 0);
        List<int[]> cuts = new ArrayList<>();
        for (int level = 1; level < LEVELS; level++) {
            double n = Math.max(Math.E, observations / StrictMath.pow(10, level));
            cuts.add(hierarchy.cut(hierarchy.bestClusters(n, futures.vocabulary() - 1)));
        }
        return cuts;
    }
}
