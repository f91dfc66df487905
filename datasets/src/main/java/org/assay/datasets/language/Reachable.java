package org.assay.datasets.language;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Category;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;

/**
 * The categories that can come, judged generously: by the start, by rows of categories that can come, and by every rule, boost
 * and bracket whether or not it ever matches. With noise all can.
 */
final class Reachable {
    private final LanguageDefinition definition;
    private final Set<String> found = new LinkedHashSet<>();

    private Reachable(LanguageDefinition definition) {
        this.definition = definition;
    }

    static Set<String> categories(LanguageDefinition definition) {
        Reachable reachable = new Reachable(definition);
        reachable.add(definition.start());
        definition.rules().forEach(reachable::addRule);
        for (Boost boost : definition.boosts()) {
            reachable.add(boost.emit());
        }
        for (Bracket bracket : definition.brackets()) {
            reachable.add(bracket.first());
            reachable.add(bracket.then());
            bracket.rows().values().forEach(reachable::addRow);
        }
        if (definition.dispatch().noise() > 0) {
            definition.categories().forEach(category -> reachable.add(category.name()));
        }
        int before;
        do {
            before = reachable.found.size();
            for (Category category : definition.categories()) {
                if (reachable.found.contains(category.name())) {
                    reachable.addRow(definition.transitions().getOrDefault(category.name(), Map.of()));
                }
            }
        } while (reachable.found.size() > before);
        return reachable.found;
    }

    /** Induction and copying emit only what has come already. */
    private void addRule(RuleDefinition rule) {
        if (rule instanceof LanguageDefinition.TokenBigram bigram) {
            addRow(bigram.emit());
        } else if (rule instanceof LanguageDefinition.TokenTrigram trigram) {
            addRow(trigram.emit());
        } else if (rule instanceof LanguageDefinition.CategoryTrigram trigram) {
            add(trigram.emit());
        } else if (rule instanceof LanguageDefinition.SkipTrigram skip) {
            addRow(skip.emit());
        } else if (rule instanceof LanguageDefinition.Agreement agreement) {
            addRow(agreement.emit());
        } else if (rule instanceof LanguageDefinition.Xor xor) {
            addRow(xor.emit());
            addRow(xor.otherwise());
        }
    }

    private void addRow(Map<String, Double> row) {
        row.forEach((name, probability) -> {
            if (probability > 0) {
                add(name);
            }
        });
    }

    /** A category, or the category of a token. */
    private void add(String name) {
        for (Category category : definition.categories()) {
            if (category.tokens().contains(name) || category.name().equals(name)) {
                found.add(category.name());
            }
        }
    }
}
