package org.assay.analysis.program;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assay.analysis.control.NgramModel;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;

/**
 * All that can be asked of a program of a network that was trained on a process, on contexts drawn afresh.
 *
 * @param rows            contexts asked
 * @param printed         the program against its printed text
 * @param fromTruth       KL(truth || program), nats per token
 * @param networkExcess   KL(truth || network), nats per token; empty without a network
 * @param disagreement    KL(network || program) and where it is; without a network KL(truth || program)
 * @param counterexamples shortest first; none without a network
 * @param recovery        claimed rules against the true ones; empty for a process that is not made of rules
 * @param controls        the same for claims that must do worse, by name
 * @param beliefs         what labels tell of the process's hidden states, or of its factors
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
        Optional<RuleRecovery> recovery,
        Map<String, RuleRecovery> controls,
        List<LabelBelief> beliefs,
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
        beliefs = List.copyOf(beliefs);
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
            GeneratingProcess process,
            Options options,
            Progress progress) {
        Optional<RuleLanguage> language = process instanceof RuleLanguage rules ? Optional.of(rules) : Optional.empty();
        Seed seed = Seed.of(options.seed()).child("verification");
        ContextSet contexts = drawn(process, seed.child("contexts"), options.sequences(), options.length(), 0);
        Interpreter interpreter = Interpreter.of(program, "program");
        NextTokenTable truth = process.next(contexts);
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
                        language,
                        progress))
                .orElse(List.of());
        Optional<Rules> rules =
                language.map(known -> Rules.of(known, contexts, truth, explained, claims, seed, options, progress));
        ContextSet edited = drawn(
                process,
                seed.child("edited"),
                Math.min(EDITED_SEQUENCES, options.sequences()),
                Math.min(EDITED_LENGTH, options.length()),
                1);
        Optional<LabelsInNetwork> inside = network.filter(model -> options.pairs() > 0)
                .map(model -> LabelsInNetwork.of(
                        interpreter, model, untrained, edited, options.pairs(), seed.child("labels"), progress));
        return new ProgramVerification(
                contexts.rows(),
                PrintedProgram.of(program, contexts),
                KlDivergence.of(truth, answered, contexts.weights()),
                asked.map(table -> OptionalDouble.of(KlDivergence.of(truth, table, contexts.weights())))
                        .orElse(OptionalDouble.empty()),
                Disagreement.of(contexts, process.vocabulary(), explained, answered, language),
                examples,
                rules.map(Rules::recovery),
                rules.map(Rules::controls).orElse(Map.of()),
                LabelBelief.of(interpreter, process, edited, seed.child("beliefs")),
                inside.map(LabelsInNetwork::placement),
                inside.map(LabelsInNetwork::interchange).orElse(List.of()));
    }

    /** What is asked of claimed rules. */
    private record Rules(RuleRecovery recovery, Map<String, RuleRecovery> controls) {
        static Rules of(
                RuleLanguage language,
                ContextSet contexts,
                NextTokenTable truth,
                NextTokenTable explained,
                List<ClaimedRule> claims,
                Seed seed,
                Options options,
                Progress progress) {
            List<LearnedRule> learned = LearnedRule.of(language, TrueRule.of(language), contexts, truth, explained);
            Function<List<ClaimedRule>, RuleRecovery> judged =
                    those -> RuleRecovery.of(language, contexts, truth, learned, those, progress);
            Map<String, RuleRecovery> controls = new TreeMap<>();
            controls.put("shuffled", judged.apply(RuleControls.shuffled(claims, seed.child("shuffled"))));
            controls.put("bigram", judged.apply(RuleControls.bigrams(bigram(language, seed, options))));
            return new Rules(judged.apply(claims), controls);
        }
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

    /** Contexts whose next token counts in the loss that the task states. */
    private static ContextSet drawn(GeneratingProcess process, Seed seed, int sequences, int length, int first) {
        ContextSet all =
                SampledContexts.of(process, seed, sequences, length, first).contexts();
        boolean[] scored = process.scored(all);
        int[] rows =
                IntStream.range(0, scored.length).filter(row -> scored[row]).toArray();
        return rows.length == scored.length ? all : all.select(rows);
    }

    private static NgramModel bigram(RuleLanguage language, Seed seed, Options options) {
        ContextSet sample = SampledContexts.of(language, seed.child("bigram"), BIGRAM_SEQUENCES, options.length(), 0)
                .contexts();
        int[][] sequences = new int[sample.sequences()][];
        Arrays.setAll(sequences, sample::sequence);
        return NgramModel.fit("bigram", language, sequences, 2);
    }
}
