package org.assay.analysis.program;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.assay.analysis.control.NgramModel;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;

/**
 * All that can be asked of a program of a network that was trained on a language, on contexts drawn afresh.
 *
 * @param rows            contexts asked
 * @param printed         the program against its printed text
 * @param fromTruth       KL(truth || program), nats per token
 * @param networkExcess   KL(truth || network), nats per token; empty without a network
 * @param disagreement    KL(network || program) and where it is; without a network KL(truth || program)
 * @param counterexamples shortest first; none without a network
 * @param recovery        claimed rules against the true ones
 * @param controls        the same for claims that must do worse, by name
 * @param heads           of the network where the program's look; none without a network
 * @param interchange     label family by label family; none without a network
 */
public record ProgramVerification(
        int rows,
        PrintedProgram printed,
        double fromTruth,
        OptionalDouble networkExcess,
        Disagreement disagreement,
        List<Counterexample> counterexamples,
        RuleRecovery recovery,
        Map<String, RuleRecovery> controls,
        List<OffsetHead> heads,
        List<LabelInterchange.Answered> interchange) {
    /** Sequences for the bigram model that claims beside the program. */
    private static final int BIGRAM_SEQUENCES = 1000;

    /** Interchange runs every row on its own, so it is asked of fewer and shorter contexts. */
    private static final int EDITED_SEQUENCES = 120;

    private static final int EDITED_LENGTH = 32;

    /**
     * @param sequences drawn, at least 2
     * @param length    tokens in each, at least 2
     * @param seed      of the draw
     * @param bound     nats beyond which a context is a counterexample, positive
     * @param most      counterexamples at most
     * @param pairs     of contexts for each label family at most; 0 leaves interchange out
     */
    public record Options(int sequences, int length, long seed, double bound, int most, int pairs) {
        public Options {
            if (sequences < 2 || length < 2 || !(bound > 0) || most < 0 || pairs < 0) {
                throw new IllegalArgumentException(
                        "verification needs at least 2 sequences of 2 tokens, a positive bound,"
                                + " and counts from 0, got " + sequences + ", " + length + ", " + bound + ", " + most
                                + ", "
                                + pairs);
            }
        }
    }

    public ProgramVerification {
        counterexamples = List.copyOf(counterexamples);
        heads = List.copyOf(heads);
        interchange = List.copyOf(interchange);
    }

    /** @param claims what the program claims, from its fit or {@link ProgramClaims} */
    public static ProgramVerification of(
            Program program,
            List<ClaimedRule> claims,
            Optional<? extends InstrumentedModel> network,
            RuleLanguage language,
            Options options,
            Progress progress) {
        Seed seed = Seed.of(options.seed()).child("verification");
        ContextSet contexts = SampledContexts.of(
                        language, seed.child("contexts"), options.sequences(), options.length(), 0)
                .contexts();
        Interpreter interpreter = Interpreter.of(program, "program");
        NextTokenTable truth = language.next(contexts);
        NextTokenTable answered = interpreter.next(contexts);
        Optional<NextTokenTable> asked = network.map(model -> model.next(contexts));
        NextTokenTable explained = asked.orElse(truth);
        List<Counterexample> examples = network.map(model -> Counterexample.shortest(
                        model,
                        interpreter,
                        contexts,
                        KlDivergence.perRow(explained, answered),
                        options.bound(),
                        options.most(),
                        Optional.of(language),
                        progress))
                .orElse(List.of());
        List<LearnedRule> learned = LearnedRule.of(language, TrueRule.of(language), contexts, truth, explained);
        RuleRecovery recovery = RuleRecovery.of(language, contexts, truth, learned, claims, progress);
        Map<String, RuleRecovery> controls = new TreeMap<>();
        controls.put(
                "shuffled",
                RuleRecovery.of(
                        language,
                        contexts,
                        truth,
                        learned,
                        RuleControls.shuffled(claims, seed.child("shuffled")),
                        progress));
        controls.put(
                "bigram",
                RuleRecovery.of(
                        language,
                        contexts,
                        truth,
                        learned,
                        RuleControls.bigrams(bigram(language, seed, options)),
                        progress));
        ContextSet edited = SampledContexts.of(
                        language, seed.child("edited"), EDITED_SEQUENCES, Math.min(EDITED_LENGTH, options.length()), 1)
                .contexts();
        List<OffsetHead> heads =
                network.map(model -> OffsetHead.of(program, model, edited)).orElse(List.of());
        List<LabelInterchange.Answered> interchange = options.pairs() == 0
                ? List.of()
                : network.map(model -> LabelInterchange.of(
                                interpreter,
                                model,
                                edited,
                                LabelPlacement.residualSites(model),
                                LabelSubspace.classMeans(),
                                options.pairs(),
                                seed.child("interchange"),
                                progress))
                        .orElse(List.of());
        return new ProgramVerification(
                contexts.rows(),
                PrintedProgram.of(program, contexts),
                KlDivergence.of(truth, answered, contexts.weights()),
                asked.map(table -> OptionalDouble.of(KlDivergence.of(truth, table, contexts.weights())))
                        .orElse(OptionalDouble.empty()),
                Disagreement.of(contexts, language.vocabulary(), explained, answered, Optional.of(language)),
                examples,
                recovery,
                controls,
                heads,
                interchange);
    }

    private static NgramModel bigram(RuleLanguage language, Seed seed, Options options) {
        ContextSet sample = SampledContexts.of(language, seed.child("bigram"), BIGRAM_SEQUENCES, options.length(), 0)
                .contexts();
        int[][] sequences = new int[sample.sequences()][];
        Arrays.setAll(sequences, sample::sequence);
        return NgramModel.fit("bigram", language, sequences, 2);
    }
}
