package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.experiment.ProcessResult.DiagramCard;
import org.assay.analysis.experiment.ProcessResult.EdgeCard;
import org.assay.analysis.experiment.ProcessResult.FactorCard;
import org.assay.analysis.experiment.ProcessResult.LanguageCard;
import org.assay.analysis.experiment.ProcessResult.RuleCard;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.RuleDescription;
import org.assay.datasets.process.RuleUse;
import org.assay.datasets.process.TransitionDiagram;

/** What a reader must know of a language before a score on it means anything. */
final class LanguageCards {
    private static final int LONGEST_FLOOR = 16;
    private static final int EXAMPLE_TOKENS = 24;

    /** More than these no drawing keeps apart. */
    private static final int MOST_EDGES = 120;

    private LanguageCards() {}

    /**
     * @param floor of the positions that are scored, nats per token
     * @param note  which positions those are
     */
    static LanguageCard of(GeneratingProcess process, int contextLength, double floor, String note) {
        Floors floors = process.floors(Math.min(LONGEST_FLOOR, contextLength));
        List<FactorCard> factors = process.factors().stream()
                .map(factor -> new FactorCard(factor.name(), factor.cardinality(), factor.graded()))
                .toList();
        int[] example = new Sampler(process, Seed.of(0).child("example"), EXAMPLE_TOKENS)
                .sequence(0)
                .tokens();
        return new LanguageCard(
                process.name(),
                process.kind(),
                process.source(),
                process.vocabulary().tokens(),
                rules(process),
                process.diagrams().stream()
                        .filter(diagram -> diagram.edges().size() <= MOST_EDGES)
                        .map(LanguageCards::card)
                        .toList(),
                factors,
                Arrays.stream(floors.values()).boxed().toList(),
                floors.error(),
                floors.entropyRate().isPresent()
                        ? Optional.of(floors.entropyRate().getAsDouble())
                        : Optional.empty(),
                floors.entropyRateNote(),
                floor,
                note,
                process.vocabulary().decode(example));
    }

    private static List<RuleCard> rules(GeneratingProcess process) {
        List<RuleUse> uses = RuleUse.of(process);
        List<RuleCard> cards = new ArrayList<>();
        for (RuleDescription rule : process.ruleDescriptions()) {
            RuleUse use = uses.get(cards.size());
            cards.add(new RuleCard(
                    rule.name(),
                    rule.kind(),
                    rule.when(),
                    rule.then(),
                    use.wins(),
                    use.emits(),
                    use.wins() > 0 ? Optional.of(use.floor()) : Optional.empty()));
        }
        return cards;
    }

    private static DiagramCard card(TransitionDiagram diagram) {
        return new DiagramCard(
                diagram.name(),
                diagram.states(),
                diagram.edges().stream()
                        .map(edge -> new EdgeCard(
                                edge.from(), edge.to(), diagram.vocabulary().get(edge.token()), edge.weight()))
                        .toList(),
                diagram.stochastic());
    }
}
