package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.GeneratingProcess.ObserverState;
import org.assay.datasets.process.RuleReading;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Everything that is true after a context: what {@code posterior --json} prints, component by component.
 *
 * @param process name of the language
 * @param context its tokens, oldest first
 * @param next    probability of every token of the vocabulary
 * @param entropy of {@code next}, in nats
 * @param rules   what each rule says, in order of priority; empty for a process that is not made of rules
 * @param beliefs the law over its values of each factor that the context does not determine
 * @param factors the value of each factor where the context determines it, else the same law as in {@code beliefs}
 */
public record PosteriorAnswer(
        String process,
        List<String> context,
        Map<String, Double> next,
        double entropy,
        List<RuleAnswer> rules,
        Map<String, List<Double>> beliefs,
        Map<String, Object> factors) {

    /**
     * @param probability    probability that this rule emits the next token
     * @param responsibility for every token the probability that this rule emitted it, given that it comes next
     */
    public record RuleAnswer(
            String rule,
            String kind,
            boolean matches,
            boolean wins,
            double probability,
            Map<String, Double> responsibility) {}

    /** What {@code process} answers after {@code context}, token ids that it must be able to emit in that order. */
    public static PosteriorAnswer of(GeneratingProcess process, int[] context) {
        ObserverState state = process.initial();
        for (int token : context) {
            state = process.update(state, token);
        }
        Vocabulary vocabulary = process.vocabulary();
        double[] law = process.next(state);
        List<RuleAnswer> rules = new ArrayList<>();
        for (RuleReading reading : process.read(state)) {
            rules.add(new RuleAnswer(
                    reading.rule(),
                    reading.kind(),
                    reading.matches(),
                    reading.wins(),
                    reading.probability(),
                    byToken(vocabulary, reading.responsibility())));
        }
        Map<String, List<Double>> beliefs = new LinkedHashMap<>();
        Map<String, Object> factors = new LinkedHashMap<>();
        List<double[]> values = process.factorValues(state);
        for (int f = 0; f < values.size(); f++) {
            Factor factor = process.factors().get(f);
            List<Double> belief = Arrays.stream(values.get(f)).boxed().toList();
            if (factor.graded()) {
                beliefs.put(factor.name(), belief);
                factors.put(factor.name(), belief);
            } else {
                factors.put(factor.name(), factor.values().get(belief.indexOf(1.0)));
            }
        }
        return new PosteriorAnswer(
                process.name(),
                Arrays.stream(context).mapToObj(vocabulary::token).toList(),
                byToken(vocabulary, law),
                Entropy.of(law),
                rules,
                beliefs,
                factors);
    }

    private static Map<String, Double> byToken(Vocabulary vocabulary, double[] values) {
        Map<String, Double> byToken = new LinkedHashMap<>();
        for (int token = 0; token < values.length; token++) {
            byToken.put(vocabulary.token(token), values[token]);
        }
        return byToken;
    }
}
