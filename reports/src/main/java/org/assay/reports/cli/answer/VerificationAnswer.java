package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.analysis.program.Counterexample;
import org.assay.analysis.program.Disagreement;
import org.assay.analysis.program.LabelBelief;
import org.assay.analysis.program.LabelInterchange;
import org.assay.analysis.program.PrintedProgram;
import org.assay.analysis.program.ProgramPlacement;
import org.assay.analysis.program.ProgramVerification;
import org.assay.analysis.program.RuleRecovery;
import org.assay.datasets.sequence.Vocabulary;

/**
 * What {@code program verify --json} prints.
 *
 * @param program       the file
 * @param language      name of the language
 * @param model         folder of the network, empty without one
 * @param klFromTruth   KL(truth || program), nats per token
 * @param networkExcess KL(truth || network), nats per token
 * @param recovery      of the claimed rules, and of those of the controls beside; null for a process without rules
 */
public record VerificationAnswer(
        String program,
        String language,
        String model,
        int rows,
        PrintedProgram printed,
        double klFromTruth,
        OptionalDouble networkExcess,
        Disagreement disagreement,
        List<Example> counterexamples,
        Optional<Recovery> recovery,
        Map<String, Summary> controls,
        List<Rule> rules,
        List<RuleRecovery.Judged> claims,
        List<LabelBelief> beliefs,
        Optional<ProgramPlacement> placement,
        List<LabelInterchange.Answered> interchange) {
    private static final int TOKENS_SHOWN = 4;

    /** Recall and precision of one list of claims, and by how many rules. */
    public record Summary(
            OptionalDouble recall,
            OptionalDouble recallByGain,
            OptionalDouble precision,
            OptionalDouble precisionByNats) {}

    /** The same with what it is out of. */
    public record Recovery(int asked, int learned, int matched, Summary summary) {}

    /** One true rule; an infinite divergence is null. */
    public record Rule(
            String rule,
            String kind,
            boolean learned,
            boolean matched,
            Optional<String> claim,
            double jaccard,
            Double klOfLaws,
            double extent,
            double wins,
            double klNetwork,
            double klDeleted,
            double gain) {}

    /** One counterexample, with the most likely tokens of both laws. */
    public record Example(
            List<String> context,
            int length,
            double kl,
            Optional<String> rule,
            List<String> labels,
            Map<String, Double> network,
            Map<String, Double> program) {}

    public static VerificationAnswer of(
            String program, String language, String model, ProgramVerification verified, Vocabulary vocabulary) {
        Map<String, Summary> controls = new TreeMap<>();
        verified.controls().forEach((name, recovery) -> controls.put(name, summary(recovery)));
        return new VerificationAnswer(
                program,
                language,
                model,
                verified.rows(),
                verified.printed(),
                verified.fromTruth(),
                verified.networkExcess(),
                verified.disagreement(),
                verified.counterexamples().stream()
                        .map(example -> example(example, vocabulary))
                        .toList(),
                verified.recovery().map(VerificationAnswer::recovery),
                controls,
                verified.recovery().stream()
                        .flatMap(recovery -> recovery.rules().stream())
                        .map(VerificationAnswer::rule)
                        .toList(),
                verified.recovery().map(RuleRecovery::claims).orElse(List.of()),
                verified.beliefs(),
                verified.placement(),
                verified.interchange());
    }

    private static Recovery recovery(RuleRecovery recovery) {
        int matched = (int)
                recovery.rules().stream().filter(RuleRecovery.Found::matched).count();
        return new Recovery(recovery.rules().size(), recovery.learned(), matched, summary(recovery));
    }

    private static Summary summary(RuleRecovery recovery) {
        return new Summary(
                recovery.recall(), recovery.recallByGain(), recovery.precision(), recovery.precisionByNats());
    }

    private static Rule rule(RuleRecovery.Found found) {
        return new Rule(
                found.rule().name(),
                found.rule().kind(),
                found.learned().learned(),
                found.matched(),
                found.claim(),
                found.jaccard(),
                Double.isFinite(found.divergence()) ? found.divergence() : null,
                found.extent(),
                found.learned().wins(),
                found.learned().network(),
                found.learned().deleted(),
                found.learned().gain());
    }

    private static Example example(Counterexample example, Vocabulary vocabulary) {
        List<String> context = new ArrayList<>();
        for (int token : example.tokens()) {
            context.add(vocabulary.token(token));
        }
        return new Example(
                context,
                example.length(),
                example.divergence(),
                example.rule(),
                example.labels(),
                likely(example.network(), vocabulary),
                likely(example.program(), vocabulary));
    }

    private static Map<String, Double> likely(double[] law, Vocabulary vocabulary) {
        Map<String, Double> likely = new LinkedHashMap<>();
        IntStream.range(0, law.length)
                .boxed()
                .sorted((a, b) -> Double.compare(law[b], law[a]))
                .limit(TOKENS_SHOWN)
                .forEach(token -> likely.put(vocabulary.token(token), law[token]));
        return likely;
    }
}
