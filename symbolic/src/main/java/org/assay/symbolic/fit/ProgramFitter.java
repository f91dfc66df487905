package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;

/**
 * Fits a program to a network. Everything is weighed in nats: length of the program at N observations plus N times
 * KL(network || program).
 *
 * <ol>
 *   <li>Rows that end in the same tokens are put together.
 *   <li>Tokens are merged into superlabels by the network's laws after them and by its activations; cut at N, N/10, N/100 and N/1000 (classes at the first three).
 *   <li>Context cells, questions about the last tokens and superlabels, are grown and merged into next-token classes likewise.
 *   <li>The unembedding is fitted to labels only, votes of tokens only, and both; the shortest description wins.
 *   <li>Weights are rounded as far as their price does not pay for more digits.
 * </ol>
 */
public final class ProgramFitter {
    private static final String TASK = "fitting the program";
    private static final int STAGES = 5;
    private static final int MOST_DIGITS = 6;
    private static final double ROUNDING_NATS = 0.5;
    private static final int TOKEN_LEVELS = 4;
    private static final int CLASS_LEVELS = 3;
    private static final double COARSER = 10;

    /** Rough length of the unit that a cell needs: least price of a cell. */
    private static final double CELL_NATS = 25;

    private final ContextSet contexts;
    private final NextTokenTable table;
    private final Representation activations;
    private final Vocabulary vocabulary;
    private final FitOptions options;
    private final Numerics numerics;
    private final Whitening whitening;
    private final Windows fit;
    private final Windows heldOut;
    private final Windows train;
    private final Windows tune;
    private final List<FitReport.Step> steps = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private ProgramFitter(
            ContextSet contexts,
            NextTokenTable table,
            Representation activations,
            Vocabulary vocabulary,
            FitOptions options,
            Numerics numerics) {
        this.contexts = contexts;
        this.table = table;
        this.activations = activations;
        this.vocabulary = vocabulary;
        this.options = options;
        this.numerics = numerics;
        Split split = Split.bySubtree(contexts, options.splitDepth(), options.heldOutShare(), "held out");
        Split inner = Split.bySubtree(contexts, options.splitDepth(), options.heldOutShare(), "tune");
        this.fit = windows(split.fit());
        this.heldOut = windows(split.heldOut());
        this.train = windows(both(split.fit(), inner.fit()));
        this.tune = windows(both(split.fit(), inner.heldOut()));
        this.whitening = Whitening.of(activations.values(), fitWeights(split.fit()));
    }

    /**
     * @param contexts    where the network was asked
     * @param table       its answers
     * @param activations what it held at one site, such as the last residual stream
     * @throws IllegalArgumentException when the three are not about the same contexts, or there are too few to hold some out
     */
    public static FittedProgram fit(
            ContextSet contexts,
            NextTokenTable table,
            Representation activations,
            Vocabulary vocabulary,
            FitOptions options,
            Numerics numerics,
            Progress progress) {
        if (!table.contexts().equals(contexts.id()) || !activations.contexts().equals(contexts.id())) {
            throw new IllegalArgumentException("the table and the activations must be of the contexts "
                    + contexts.id().brief() + ", got " + table.contexts().brief() + " and "
                    + activations.contexts().brief());
        }
        if (table.vocabularySize() != vocabulary.size()) {
            throw new IllegalArgumentException(
                    "the table has " + table.vocabularySize() + " tokens, the vocabulary has " + vocabulary.size());
        }
        return new ProgramFitter(contexts, table, activations, vocabulary, options, numerics).run(progress);
    }

    private FittedProgram run(Progress progress) {
        progress.at(TASK, 0, STAGES, "tables");
        controls();
        progress.at(TASK, 1, STAGES, "superlabels of tokens");
        Dendrogram tokenTree = mergeTokens();
        Taxonomy tokens = tokenTaxonomy(tokenTree);
        ProgramDraft draft = new ProgramDraft(vocabulary, tokens, options.window());
        progress.at(TASK, 2, STAGES, "context cells and classes");
        Labelling labelling = labelling(tokens, draft);
        progress.at(TASK, 3, STAGES, "votes");
        Candidate best = null;
        for (String form : FittedProgram.FORMS) {
            Candidate candidate = candidate(form, tokens, draft, labelling);
            best = best == null || candidate.description() < best.description() ? candidate : best;
        }
        progress.at(TASK, 4, STAGES, "rounding");
        Program rounded = round(best.program());
        List<FitReport.Price> prices = new ArrayList<>();
        double loss = Evaluation.loss(rounded, fit);
        for (double n : new double[] {1e4, 1e5, 1e6}) {
            prices.add(new FitReport.Price(n, DescriptionLength.of(rounded, n), n * loss));
        }
        progress.at(TASK, STAGES, STAGES, best.form());
        return new FittedProgram(
                rounded, tokenTree, labelling.dendrogram(), best.form(), new FitReport(steps, prices, failures));
    }

    private Windows windows(int[] rows) {
        return Windows.of(contexts, table, rows, options.window());
    }

    private static int[] both(int[] some, int[] others) {
        Set<Integer> known = new TreeSet<>(Arrays.stream(others).boxed().toList());
        return Arrays.stream(some).filter(known::contains).toArray();
    }

    private double[] fitWeights(int[] rows) {
        double[] weights = new double[contexts.rows()];
        for (int row : rows) {
            weights[row] = contexts.weight(row);
        }
        return weights;
    }

    /** What a program of this window is measured against: tables of the last tokens, as large as they get. */
    private void controls() {
        String[] names = {"unigram", "bigram", "trigram", "table of the window"};
        int[] orders = {0, 1, 2, options.window()};
        for (int i = 0; i < names.length; i++) {
            if (orders[i] <= options.window() && (i == 3 || orders[i] < options.window() || i < 2)) {
                steps.add(new FitReport.Step(
                        names[i],
                        orders[i],
                        Evaluation.tableLoss(fit, fit, orders[i]),
                        Evaluation.tableLoss(fit, heldOut, orders[i]),
                        0,
                        "control: a table over the last tokens, as many as parts, backing off"));
            }
        }
    }

    private Dendrogram mergeTokens() {
        double share = bestShare("token superlabels", currentTokens(train), vocabulary.size(), currentTokens(tune));
        return Merging.of(items(fit, currentTokens(fit), vocabulary.size()), share);
    }

    private int[] currentTokens(Windows windows) {
        return IntStream.range(0, windows.size()).map(w -> windows.symbol(w, 0)).toArray();
    }

    private Items items(Windows windows, int[] group, int groups) {
        return windows.grouped(group, groups, whitening, activations.values());
    }

    /**
     * The weight of activations in merging whose BIC cut, made on the train rows, describes the tune rows in the fewest nats: N
     * times cross-entropy with the law of the class + parameters. The smallest share among equals.
     */
    private double bestShare(String what, int[] trainGroup, int groups, int[] tuneGroup) {
        Items seen = items(train, trainGroup, groups);
        Items unseen = items(tune, tuneGroup, groups);
        double best = Double.NaN;
        double bestNats = Double.POSITIVE_INFINITY;
        StringBuilder tried = new StringBuilder();
        for (double share : options.activationShares()) {
            Dendrogram dendrogram = Merging.of(seen, share);
            int clusters = dendrogram.bestClusters(options.observations(), vocabulary.size() - 1);
            double nats = options.observations() * clusterLoss(seen, unseen, dendrogram.cut(clusters), clusters)
                    + clusters * (vocabulary.size() - 1) * StrictMath.log(options.observations()) / 2;
            tried.append(String.format(Locale.ROOT, " %s: %d classes, %.0f nats;", share, clusters, nats));
            if (nats < bestNats) {
                best = share;
                bestNats = nats;
            }
        }
        steps.add(new FitReport.Step(
                "activation share for " + what, options.activationShares().size(), 0, 0, 0, "tried" + tried));
        return best;
    }

    private static double clusterLoss(Items seen, Items unseen, int[] cluster, int clusters) {
        Items merged = seen.grouped(cluster, clusters);
        double loss = 0;
        for (int i = 0; i < unseen.size(); i++) {
            if (unseen.weights()[i] > 0) {
                double[] law = merged.laws()[cluster[i]].clone();
                for (int v = 0; v < law.length; v++) {
                    law[v] = (1 - Unembedding.UNIFORM_SHARE) * law[v] + Unembedding.UNIFORM_SHARE / law.length;
                }
                loss += unseen.weights()[i]
                        * (Information.crossEntropy(unseen.laws()[i], law) - Information.entropy(unseen.laws()[i]));
            }
        }
        return loss;
    }

    /** The cuts of a dendrogram at N, N/10, N/100 ...: the fewer observations, the coarser. */
    private List<int[]> cuts(Dendrogram dendrogram, int[] leafOfItem, int levels) {
        List<int[]> cuts = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            double n = Math.max(Math.E, options.observations() / StrictMath.pow(COARSER, level));
            int[] cut = dendrogram.cut(dendrogram.bestClusters(n, vocabulary.size() - 1));
            cuts.add(Arrays.stream(leafOfItem).map(leaf -> cut[leaf]).toArray());
        }
        return cuts;
    }

    private Taxonomy tokenTaxonomy(Dendrogram dendrogram) {
        double[] weights = items(fit, currentTokens(fit), vocabulary.size()).weights();
        int[] identity = IntStream.range(0, vocabulary.size()).toArray();
        Taxonomy tokens = Taxonomy.of(
                vocabulary.tokens(),
                cuts(dendrogram, identity, TOKEN_LEVELS),
                Set.of(),
                (level, members) -> "S" + level + "." + vocabulary.token(heaviest(members, weights)));
        steps.add(new FitReport.Step(
                "token superlabels", tokens.nodes() - tokens.leaves(), 0, 0, 0, "parts are superlabels"));
        return tokens;
    }

    private static int heaviest(int[] members, double[] weights) {
        int heaviest = members[0];
        for (int member : members) {
            heaviest = weights[member] > weights[heaviest] ? member : heaviest;
        }
        return heaviest;
    }

    /** Cells, their classes, and the units that find them. */
    private record Labelling(
            Dendrogram dendrogram, CellTree tree, int[] classOfCell, Taxonomy classes, List<Unit> units) {}

    private Labelling labelling(Taxonomy tokens, ProgramDraft draft) {
        CellTree tree = CellTree.of(fit, tokens, options.observations(), CELL_NATS, options.mostCells());
        int cells = tree.leaves().size();
        double share = bestShare("classes", tree.cells(train), cells, tree.cells(tune));
        int[] seen = tree.leaves().stream()
                .filter(leaf -> leaf.weight() > 0)
                .mapToInt(CellTree.Leaf::index)
                .toArray();
        Items all = items(fit, tree.cells(fit), cells);
        Dendrogram dendrogram = Merging.of(select(all, seen), share);
        int classes = dendrogram.bestClusters(options.observations(), vocabulary.size() - 1);
        int[] classOfSeen = dendrogram.cut(classes);
        int[] classOfCell = new int[cells];
        Arrays.fill(classOfCell, -1);
        for (int i = 0; i < seen.length; i++) {
            classOfCell[seen[i]] = classOfSeen[i];
        }
        Items merged = select(all, seen).grouped(classOfSeen, classes);
        for (CellTree.Leaf leaf : tree.leaves()) {
            if (classOfCell[leaf.index()] < 0) {
                classOfCell[leaf.index()] = nearest(leaf.law(), merged.laws());
            }
        }
        int[] firstCell = new int[classes];
        for (int i = seen.length - 1; i >= 0; i--) {
            firstCell[classOfSeen[i]] = i;
        }
        Taxonomy taxonomy = classTaxonomy(merged, cuts(dendrogram, firstCell, CLASS_LEVELS), draft.taken());
        steps.add(new FitReport.Step(
                "context cells",
                cells,
                cellLoss(tree, fit, null, all),
                cellLoss(tree, heldOut, null, all),
                0,
                String.format(Locale.ROOT, "parts are cells, each priced at %.1f nats", tree.price())));
        steps.add(new FitReport.Step(
                "classes",
                classes,
                cellLoss(tree, fit, classOfCell, merged),
                cellLoss(tree, heldOut, classOfCell, merged),
                0,
                "parts are classes; activation share " + share));
        return new Labelling(
                dendrogram, tree, classOfCell, taxonomy, Classes.units(tree, classOfCell, taxonomy, draft::label));
    }

    private double cellLoss(CellTree tree, Windows windows, int[] groupOfCell, Items groups) {
        int[] cells = tree.cells(windows);
        double[][] laws = new double[cells.length][];
        for (int w = 0; w < cells.length; w++) {
            CellTree.Leaf leaf = tree.leaves().get(cells[w]);
            double[] law = groupOfCell != null ? groups.laws()[groupOfCell[leaf.index()]] : leaf.law();
            laws[w] = new double[law.length];
            for (int v = 0; v < law.length; v++) {
                laws[w][v] = (1 - Unembedding.UNIFORM_SHARE) * law[v] + Unembedding.UNIFORM_SHARE / law.length;
            }
        }
        return windows.loss(laws);
    }

    private static Items select(Items items, int[] which) {
        double[] weights = new double[which.length];
        double[][] laws = new double[which.length][];
        double[][] points = new double[which.length][];
        for (int i = 0; i < which.length; i++) {
            weights[i] = items.weights()[which[i]];
            laws[i] = items.laws()[which[i]];
            points[i] = items.points()[which[i]];
        }
        return new Items(weights, laws, points);
    }

    /** The class whose law, smoothed, codes {@code law} best. */
    private static int nearest(double[] law, double[][] classes) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < classes.length; c++) {
            double[] smoothed = classes[c].clone();
            for (int v = 0; v < law.length; v++) {
                smoothed[v] = (1 - Unembedding.UNIFORM_SHARE) * smoothed[v] + Unembedding.UNIFORM_SHARE / law.length;
            }
            double nats = Information.crossEntropy(law, smoothed);
            if (nats < least) {
                least = nats;
                nearest = c;
            }
        }
        return nearest;
    }

    /** Classes are numbered by falling weight and carry the token that they make likeliest. */
    private Taxonomy classTaxonomy(Items classes, List<int[]> cuts, Set<String> taken) {
        int[] byWeight = IntStream.range(0, classes.size())
                .boxed()
                .sorted((a, b) -> Double.compare(classes.weights()[b], classes.weights()[a]))
                .mapToInt(c -> c)
                .toArray();
        int digits = Integer.toString(classes.size()).length();
        String[] names = new String[classes.size()];
        Set<String> used = new TreeSet<>(taken);
        for (int rank = 0; rank < byWeight.length; rank++) {
            String number = String.format(Locale.ROOT, "%0" + digits + "d", rank + 1);
            names[byWeight[rank]] =
                    Taxonomy.unused("C" + number + "." + likeliest(classes.laws()[byWeight[rank]]), used);
        }
        return Taxonomy.of(
                List.of(names),
                cuts.subList(1, cuts.size()),
                used,
                (level, members) -> "K" + level + "." + names[heaviest(members, classes.weights())]);
    }

    private String likeliest(double[] law) {
        int best = 0;
        for (int v = 1; v < law.length; v++) {
            best = law[v] > law[best] ? v : best;
        }
        return vocabulary.token(best);
    }

    private record Candidate(String form, Program program, double description) {}

    private Candidate candidate(String form, Taxonomy tokens, ProgramDraft draft, Labelling labelling) {
        boolean withClasses = form.contains("labels");
        boolean withVotes = form.contains("votes");
        Slots.Builder builder = new Slots.Builder(fit);
        for (int offset = 0; withVotes && offset < options.window(); offset++) {
            builder.offset(offset, tokens, draft::label);
        }
        if (withClasses) {
            int[] classOfWindow = Arrays.stream(labelling.tree().cells(fit))
                    .map(cell -> labelling.classOfCell()[cell])
                    .toArray();
            builder.classes(labelling.classes(), classOfWindow);
        }
        Unembedding unembedding = Votes.fit(builder.build(), options.observations(), numerics);
        Program program = draft.program(labelling.classes(), withClasses ? labelling.units() : List.of(), unembedding);
        double nats = DescriptionLength.of(program, options.observations());
        double fitLoss = Evaluation.loss(program, fit);
        steps.add(new FitReport.Step(
                form, unembedding.weights(), fitLoss, Evaluation.loss(program, heldOut), nats, "parts are weights"));
        return new Candidate(form, program, options.observations() * fitLoss + nats);
    }

    /**
     * The fewest decimals that are free: 1/2 ln N nats pay for a weight to the precision at which it loses half a nat (Rissanen
     * 1983, section 3), so rounding is free while the description grows by no more than half a nat for each weight.
     */
    private Program round(Program program) {
        double exact = Evaluation.description(program, fit, options.observations());
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            Program rounded = program.with(rounded(program.unembedding(), digits));
            double description = Evaluation.description(rounded, fit, options.observations());
            if (description <= exact + ROUNDING_NATS * program.unembedding().weights()) {
                steps.add(finished(rounded, digits + " decimals"));
                return rounded;
            }
            failures.add(
                    String.format(Locale.ROOT, "rounding to %d decimals adds %.3g nats", digits, description - exact));
        }
        steps.add(finished(program, "not rounded"));
        return program;
    }

    private FitReport.Step finished(Program program, String note) {
        return new FitReport.Step(
                "program",
                program.unembedding().weights(),
                Evaluation.loss(program, fit),
                Evaluation.loss(program, heldOut),
                DescriptionLength.of(program, options.observations()),
                note + "; parts are weights");
    }

    private static Unembedding rounded(Unembedding unembedding, int digits) {
        SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
        unembedding.votes().forEach((label, weights) -> votes.put(label, rounded(weights, digits)));
        return new Unembedding(rounded(unembedding.bias(), digits), votes);
    }

    private static SortedMap<Integer, Double> rounded(SortedMap<Integer, Double> weights, int digits) {
        SortedMap<Integer, Double> rounded = new TreeMap<>();
        weights.forEach((token, weight) -> rounded.put(
                token,
                new java.math.BigDecimal(weight)
                        .setScale(digits, java.math.RoundingMode.HALF_EVEN)
                        .doubleValue()));
        return rounded;
    }
}
