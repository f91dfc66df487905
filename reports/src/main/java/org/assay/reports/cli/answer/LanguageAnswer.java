package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.mixedstate.Mechanics;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.FactorVisibility;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.RuleDescription;
import org.assay.datasets.process.RuleUse;
import org.assay.datasets.process.TransitionDiagram;

/**
 * A language described: what {@code languages NAME --json} prints, component by component.
 *
 * @param vocabulary      tokens in the order of their ids
 * @param entropyRate     nats per token, null where no rate is known
 * @param entropyRateNote why there is none, or how it was obtained
 * @param floors          Bayes loss after 0, 1, 2, ... tokens, in nats
 * @param floorsError     greatest standard error of the floors, 0 = exact
 * @param rules           in order of priority; empty for a process that is not made of rules
 * @param mechanics       null for a process that is not made of transition tensors
 * @param diagrams        states and edges, one diagram for each part of a product; empty for one that is not made of states
 */
public record LanguageAnswer(
        String name,
        String kind,
        List<String> vocabulary,
        Double entropyRate,
        String entropyRateNote,
        List<Double> floors,
        double floorsError,
        List<RuleCard> rules,
        List<DiagramCard> diagrams,
        List<FactorCard> factors,
        MechanicsCard mechanics,
        String source) {
    /** Room for mixed states: most of what is finite, in less than a second. */
    private static final int MIXED_STATES = 2_000;

    /**
     * Computational mechanics of a process of transition tensors; what is not known is null. Entropies in nats.
     *
     * @param mixedStates     beliefs that can be held, all of them unless truncated
     * @param truncated       whether there are more, or infinitely many
     * @param synchronisation probability that the observer is synchronised after 0, 1, ... tokens; null when truncated
     */
    public record MechanicsCard(
            int hankelRank,
            int mixedStates,
            boolean truncated,
            Integer transientStates,
            Integer causalStates,
            Double statisticalComplexity,
            Double excessEntropy,
            List<Double> synchronisation) {}

    /**
     * @param priority 1 is asked first
     * @param says     what the rule does, a sentence made of {@code when} and {@code then}
     * @param wins     share of tokens at which it wins, from a sample
     * @param emits    share of tokens that it emits, from the sample
     * @param floor    Bayes loss where it wins in nats, null when it did not in the sample
     */
    public record RuleCard(
            int priority,
            String rule,
            String kind,
            String says,
            String when,
            String then,
            double wins,
            double emits,
            Double floor) {}

    /** @param stochastic whether weights are probabilities; those of a generalised model may be negative. */
    public record DiagramCard(
            String name, List<String> states, List<Double> start, List<EdgeCard> transitions, boolean stochastic) {}

    /** P(token, to | from), by the names of states. */
    public record EdgeCard(String from, String token, String to, double probability) {}

    /**
     * @param values names of the values, in the order of beliefs over them
     * @param graded whether the context leaves a belief over the values instead of one of them
     * @param visible whether the next-token law moves when it is changed alone; null when it cannot be, and in a list
     */
    public record FactorCard(String name, int cardinality, List<String> values, boolean graded, Boolean visible) {}

    /** The same without its rules and states: an entry of {@code languages --json}. */
    public record Entry(
            String name,
            String kind,
            List<String> vocabulary,
            Double entropyRate,
            String entropyRateNote,
            List<Double> floors,
            double floorsError,
            List<FactorCard> factors,
            String source,
            int ruleCount) {}

    /** @param longest the greatest number of tokens that a floor is given for */
    public static LanguageAnswer of(GeneratingProcess process, int longest) {
        List<DiagramCard> diagrams =
                process.diagrams().stream().map(LanguageAnswer::card).toList();
        List<FactorCard> factors = process.factors().stream()
                .map(factor -> card(factor, FactorVisibility.of(process, factor).orElse(null)))
                .toList();
        MechanicsCard mechanics =
                Mechanics.of(process, MIXED_STATES).map(LanguageAnswer::card).orElse(null);
        return of(process, longest, rules(process), diagrams, factors, mechanics);
    }

    /** What a list has room for: neither rules nor diagrams, which take longer. */
    public static Entry entry(GeneratingProcess process, int longest) {
        List<FactorCard> factors =
                process.factors().stream().map(factor -> card(factor, null)).toList();
        LanguageAnswer answer = of(process, longest, List.of(), List.of(), factors, null);
        return new Entry(
                answer.name,
                answer.kind,
                answer.vocabulary,
                answer.entropyRate,
                answer.entropyRateNote,
                answer.floors,
                answer.floorsError,
                answer.factors,
                answer.source,
                process.rules().size());
    }

    private static LanguageAnswer of(
            GeneratingProcess process,
            int longest,
            List<RuleCard> rules,
            List<DiagramCard> diagrams,
            List<FactorCard> factors,
            MechanicsCard mechanics) {
        Floors floors = process.floors(longest);
        return new LanguageAnswer(
                process.name(),
                process.kind(),
                process.vocabulary().tokens(),
                floors.entropyRate().isPresent() ? floors.entropyRate().getAsDouble() : null,
                floors.entropyRateNote(),
                Arrays.stream(floors.values()).boxed().toList(),
                floors.error(),
                rules,
                diagrams,
                factors,
                mechanics,
                process.source());
    }

    private static FactorCard card(Factor factor, Boolean visible) {
        return new FactorCard(factor.name(), factor.cardinality(), factor.values(), factor.graded(), visible);
    }

    private static MechanicsCard card(Mechanics found) {
        return new MechanicsCard(
                found.hankelRank(),
                found.mixedStates(),
                found.truncated(),
                found.transientStates().isPresent() ? found.transientStates().getAsInt() : null,
                found.causalStates().isPresent() ? found.causalStates().getAsInt() : null,
                found.statisticalComplexity().isPresent()
                        ? found.statisticalComplexity().getAsDouble()
                        : null,
                found.excessEntropy().isPresent() ? found.excessEntropy().getAsDouble() : null,
                found.truncated()
                        ? null
                        : Arrays.stream(found.synchronisation()).boxed().toList());
    }

    private static List<RuleCard> rules(GeneratingProcess process) {
        List<RuleUse> uses = RuleUse.of(process);
        List<RuleCard> rules = new ArrayList<>();
        for (RuleDescription rule : process.ruleDescriptions()) {
            RuleUse use = uses.get(rules.size());
            rules.add(new RuleCard(
                    rules.size() + 1,
                    rule.name(),
                    rule.kind(),
                    rule.says(),
                    rule.when(),
                    rule.then(),
                    use.wins(),
                    use.emits(),
                    use.wins() > 0 ? use.floor() : null));
        }
        return rules;
    }

    private static DiagramCard card(TransitionDiagram diagram) {
        return new DiagramCard(
                diagram.name(),
                diagram.states(),
                diagram.start(),
                diagram.edges().stream()
                        .map(edge -> new EdgeCard(
                                diagram.states().get(edge.from()),
                                diagram.vocabulary().get(edge.token()),
                                diagram.states().get(edge.to()),
                                edge.weight()))
                        .toList(),
                diagram.stochastic());
    }
}
