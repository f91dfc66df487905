package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;

/**
 * Fits a program to a network. Everything is weighed in nats: length of the program at N observations plus N times
 * KL(network || program).
 *
 * <ol>
 *   <li>Rows that end in the same tokens are put together.
 *   <li>Tokens are merged into superlabels by the network's laws after them and by its activations; cut at N, N/10, N/100, N/1000.
 *   <li>Context cells, questions about the last tokens and superlabels, are grown and merged into next-token classes likewise.
 *   <li>The unembedding is fitted to labels only, votes of tokens only, and both; the shortest description wins.
 *   <li>Weights are rounded to the digits that their price pays for.
 * </ol>
 */
public final class ProgramFitter {
    private static final String TASK = "fitting the program";
    private static final int STAGES = 5;
    private static final int TOKEN_LEVELS = 4;
    private static final double[] PRICED_AT = {1e4, 1e5, 1e6};

    private final Vocabulary vocabulary;
    private final FitOptions options;
    private final Numerics numerics;
    private final Evidence evidence;
    private final List<FitReport.Step> steps = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private ProgramFitter(Vocabulary vocabulary, FitOptions options, Numerics numerics, Evidence evidence) {
        this.vocabulary = vocabulary;
        this.options = options;
        this.numerics = numerics;
        this.evidence = evidence;
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
        progress.at(TASK, 0, STAGES, "tables");
        Evidence evidence = new Evidence(contexts, table, activations, options);
        return new ProgramFitter(vocabulary, options, numerics, evidence).run(progress);
    }

    private FittedProgram run(Progress progress) {
        controls();
        progress.at(TASK, 1, STAGES, "superlabels of tokens");
        Dendrogram tokenTree = mergeTokens();
        Taxonomy tokens = tokenTaxonomy(tokenTree);
        ProgramDraft draft = new ProgramDraft(vocabulary, tokens, options.window());
        progress.at(TASK, 2, STAGES, "context cells and classes");
        Labelling labelling = Labelling.of(evidence, vocabulary, tokens, draft, steps);
        progress.at(TASK, 3, STAGES, "votes");
        Candidate best = null;
        for (String form : FittedProgram.FORMS) {
            Candidate candidate = candidate(form, tokens, draft, labelling);
            best = best == null || candidate.description() < best.description() ? candidate : best;
        }
        progress.at(TASK, 4, STAGES, "rounding");
        Program rounded = Rounding.of(best.program(), evidence.fit(), options.observations(), failures);
        measure("program", rounded, "weights rounded; parts are weights");
        FitReport report = new FitReport(steps, prices(rounded), failures);
        progress.at(TASK, STAGES, STAGES, best.form());
        return new FittedProgram(rounded, tokenTree, labelling.dendrogram(), best.form(), report);
    }

    /** What a program is measured against: tables over the last tokens, up to its whole window. */
    private void controls() {
        List<String> names = List.of("unigram", "bigram", "trigram");
        for (int order = 0; order < names.size() && order <= options.window(); order++) {
            control(names.get(order), order);
        }
        control("table of the window", options.window());
    }

    private void control(String name, int order) {
        steps.add(new FitReport.Step(
                name,
                order,
                Evaluation.tableLoss(evidence.fit(), evidence.fit(), order),
                Evaluation.tableLoss(evidence.fit(), evidence.heldOut(), order),
                0,
                "control: a table over as many last tokens as parts, backing off"));
    }

    private Dendrogram mergeTokens() {
        int size = vocabulary.size();
        double share = evidence.bestShare("token superlabels", Evidence::currentTokens, size, steps);
        return Merging.of(evidence.items(Evidence::currentTokens, size), share);
    }

    /** Superlabels are numbered by level and carry the member that is seen most. */
    private Taxonomy tokenTaxonomy(Dendrogram dendrogram) {
        double[] weights =
                evidence.items(Evidence::currentTokens, vocabulary.size()).weights();
        int[] identity = IntStream.range(0, vocabulary.size()).toArray();
        Taxonomy tokens = Taxonomy.of(
                ProgramDraft.ownLabels(vocabulary),
                evidence.cuts(dendrogram, identity, TOKEN_LEVELS),
                Set.of(),
                (level, members) -> "S" + level + "." + vocabulary.token(Items.heaviest(members, weights)));
        steps.add(new FitReport.Step(
                "token superlabels", tokens.nodes() - tokens.leaves(), 0, 0, 0, "parts are superlabels"));
        return tokens;
    }

    /** @param description length of the program + N x loss on the fit rows */
    private record Candidate(String form, Program program, double description) {}

    private Candidate candidate(String form, Taxonomy tokens, ProgramDraft draft, Labelling labelling) {
        boolean withClasses = !form.equals(FittedProgram.VOTES);
        boolean withVotes = !form.equals(FittedProgram.LABELS);
        Slots.Builder slots = new Slots.Builder(evidence.fit());
        for (int offset = 0; withVotes && offset < options.window(); offset++) {
            slots.offset(offset, tokens, draft::label);
        }
        if (withClasses) {
            slots.classes(labelling.classes(), labelling.classes(evidence.fit()));
        }
        Unembedding unembedding = Votes.fit(slots.build(), options.observations(), numerics);
        Program program = draft.program(labelling.classes(), withClasses ? labelling.units() : List.of(), unembedding);
        FitReport.Step step = measure(form, program, "parts are weights");
        return new Candidate(form, program, options.observations() * step.fitLoss() + step.programNats());
    }

    private FitReport.Step measure(String name, Program program, String note) {
        FitReport.Step step = new FitReport.Step(
                name,
                program.unembedding().weights(),
                Evaluation.loss(program, evidence.fit()),
                Evaluation.loss(program, evidence.heldOut()),
                DescriptionLength.of(program, options.observations()),
                note);
        steps.add(step);
        return step;
    }

    private List<FitReport.Price> prices(Program program) {
        double loss = Evaluation.loss(program, evidence.fit());
        List<FitReport.Price> prices = new ArrayList<>();
        for (double n : PRICED_AT) {
            prices.add(new FitReport.Price(n, DescriptionLength.of(program, n), n * loss));
        }
        return prices;
    }
}
