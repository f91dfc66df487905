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
import org.assay.datasets.model.Site;
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
 * @param placement       of its heads and labels in the network; empty without one, or when it was not asked for
 * @param interchange     variable by variable; none without a network
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
        Optional<ProgramPlacement> placement,
        List<LabelInterchange.Answered> interchange) {
    /** Sequences for the bigram model that claims beside the program. */
    private static final int BIGRAM_SEQUENCES = 1000;

    /** Labels are placed and swapped on shorter contexts: all that the network holds on them is kept. */
    private static final int EDITED_SEQUENCES = 1000;

    private static final int EDITED_LENGTH = 32;

    /**
     * @param sequences drawn, at least 2; labels are placed and swapped on others, at most 1,000
     * @param length    tokens in each, at least 2
     * @param seed      of the draw
     * @param bound     nats beyond which a context is a counterexample, positive
     * @param most      counterexamples at most
     * @param pairs     of contexts for each variable at most; 0 leaves placement and interchange out
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
        interchange = List.copyOf(interchange);
    }

    /**
     * @param claims    what the program claims, from its fit or {@link ProgramClaims}
     * @param untrained control: a network of the same shape that has learned nothing
     */
    public static ProgramVerification of(
            Program program,
            List<ClaimedRule> claims,
            Optional<? extends InstrumentedModel> network,
            Optional<? extends InstrumentedModel> untrained,
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
                        language,
                        seed.child("edited"),
                        Math.min(EDITED_SEQUENCES, options.sequences()),
                        Math.min(EDITED_LENGTH, options.length()),
                        1)
                .contexts();
        Optional<LabelsInNetwork> inside = network.filter(model -> options.pairs() > 0)
                .map(model -> LabelsInNetwork.of(
                        interpreter, model, untrained, edited, options.pairs(), seed.child("labels"), progress));
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
                inside.map(LabelsInNetwork::placement),
                inside.map(LabelsInNetwork::interchange).orElse(List.of()));
    }

    /** What is asked of the inside of a network. */
    private record LabelsInNetwork(ProgramPlacement placement, List<LabelInterchange.Answered> interchange) {
        static LabelsInNetwork of(
                Interpreter program,
                InstrumentedModel network,
                Optional<? extends InstrumentedModel> untrained,
                ContextSet contexts,
                int pairs,
                Seed seed,
                Progress progress) {
            List<Site> sites = LabelReading.residualSites(network);
            List<ObservedVariable> variables = ObservedVariable.of(program, contexts);
            HeldActivations held = HeldActivations.of(network, contexts, sites);
            return new LabelsInNetwork(
                    ProgramPlacement.of(
                            program,
                            network,
                            untrained,
                            variables,
                            held,
                            untrained.map(model -> HeldActivations.of(model, contexts, sites)),
                            seed.child("placement"),
                            progress),
                    LabelInterchange.of(
                            program,
                            network,
                            variables,
                            held,
                            LabelSubspace.classMeans(),
                            pairs,
                            seed.child("interchange"),
                            progress));
        }
    }

    private static NgramModel bigram(RuleLanguage language, Seed seed, Options options) {
        ContextSet sample = SampledContexts.of(language, seed.child("bigram"), BIGRAM_SEQUENCES, options.length(), 0)
                .contexts();
        int[][] sequences = new int[sample.sequences()][];
        Arrays.setAll(sequences, sample::sequence);
        return NgramModel.fit("bigram", language, sequences, 2);
    }
}
