package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.RuleDescription;

/**
 * A language described: what {@code languages NAME --json} prints, component by component.
 *
 * @param vocabulary      tokens in the order of their ids
 * @param entropyRate     nats per token, null where no rate is known
 * @param entropyRateNote why there is none, or how it was obtained
 * @param floors          Bayes loss after 0, 1, 2, ... tokens, in nats
 * @param floorsError     greatest standard error of the floors, 0 = exact
 * @param rules           in order of priority; empty for a process that is not made of rules
 */
public record LanguageAnswer(
        String name,
        String kind,
        List<String> vocabulary,
        Double entropyRate,
        String entropyRateNote,
        List<Double> floors,
        double floorsError,
        List<RuleName> rules,
        List<FactorCard> factors,
        String source) {

    /** @param says what the rule does, a sentence */
    public record RuleName(String rule, String kind, String says) {}

    /**
     * @param values names of the values, in the order of beliefs over them
     * @param graded whether the context leaves a belief over the values instead of one of them
     */
    public record FactorCard(String name, int cardinality, List<String> values, boolean graded) {}

    /** The same without its rules: an entry of {@code languages --json}. */
    public record Entry(
            String name,
            String kind,
            List<String> vocabulary,
            Double entropyRate,
            String entropyRateNote,
            List<Double> floors,
            double floorsError,
            List<FactorCard> factors,
            String source) {}

    /** @param longest the greatest number of tokens that a floor is given for */
    public static LanguageAnswer of(GeneratingProcess process, int longest) {
        Floors floors = process.floors(longest);
        List<RuleName> rules = new ArrayList<>();
        for (RuleDescription description : process.ruleDescriptions()) {
            rules.add(new RuleName(description.name(), description.kind(), description.says()));
        }
        return new LanguageAnswer(
                process.name(),
                process.kind(),
                process.vocabulary().tokens(),
                floors.entropyRate().isPresent() ? floors.entropyRate().getAsDouble() : null,
                floors.entropyRateNote(),
                Arrays.stream(floors.values()).boxed().toList(),
                floors.error(),
                rules,
                process.factors().stream()
                        .map(factor ->
                                new FactorCard(factor.name(), factor.cardinality(), factor.values(), factor.graded()))
                        .toList(),
                process.source());
    }

    /** Without the rules. */
    public Entry entry() {
        return new Entry(name, kind, vocabulary, entropyRate, entropyRateNote, floors, floorsError, factors, source);
    }
}
