package org.assay.analysis.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.experiment.ProcessResult.FactorCard;
import org.assay.analysis.experiment.ProcessResult.LanguageCard;
import org.assay.analysis.experiment.ProcessResult.RuleCard;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.GeneratingProcess;

/** What a reader must know of a language before a score on it means anything. */
final class LanguageCards {
    private static final int LONGEST_FLOOR = 16;
    private static final int EXAMPLE_TOKENS = 24;

    private LanguageCards() {}

    /**
     * @param floor of the positions that are scored, nats per token
     * @param note  which positions those are
     */
    static LanguageCard of(GeneratingProcess process, int contextLength, double floor, String note) {
        Floors floors = process.floors(Math.min(LONGEST_FLOOR, contextLength));
        List<RuleCard> rules = process.ruleDescriptions().stream()
                .map(rule -> new RuleCard(rule.name(), rule.kind(), rule.says()))
                .toList();
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
                rules,
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
}
