package org.assay.datasets.language;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.CategoryTrigram;
import org.assay.datasets.language.LanguageDefinition.Induction;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.language.LanguageDefinition.SkipTrigram;
import org.assay.datasets.language.LanguageDefinition.TokenBigram;
import org.assay.datasets.language.LanguageDefinition.TokenTrigram;

/** What each rule of a language does, said to people. */
final class RuleSentences {
    private RuleSentences() {}

    /** A sentence for every rule, by its name. */
    static Map<String, String> of(LanguageDefinition definition) {
        Map<String, String> sentences = new LinkedHashMap<>();
        definition.rules().forEach(rule -> sentences.put(rule.name(), of(rule)));
        for (Boost boost : definition.boosts()) {
            sentences.put(
                    boost.name(),
                    String.format(
                            Locale.ROOT,
                            "for %d steps after %s the fallback gives way to %s with probability %s",
                            boost.steps(),
                            boost.after(),
                            boost.emit(),
                            boost.probability()));
        }
        for (Bracket bracket : definition.brackets()) {
            String span = bracket.open() + " ... " + bracket.close();
            sentences.put("post-" + bracket.name(), "after " + bracket.close() + " comes a " + bracket.then());
            sentences.put(
                    bracket.name() + "-content",
                    "inside " + span + " a grammar of its own holds, beginning with a " + bracket.first());
            sentences.put(bracket.name() + "-close", span + " closes after " + bracket.lengths() + " tokens");
            sentences.put(
                    bracket.name() + "-open", bracket.open() + " opens with probability " + bracket.probability());
        }
        sentences.put("category-bigram", "where no rule matches, the next category follows from the current one");
        return sentences;
    }

    private static String of(RuleDefinition rule) {
        if (rule instanceof TokenBigram bigram) {
            return "after " + bigram.after() + " comes " + laws(bigram.emit());
        }
        if (rule instanceof TokenTrigram trigram) {
            return "after " + trigram.first() + " " + trigram.second() + " comes " + laws(trigram.emit());
        }
        if (rule instanceof CategoryTrigram trigram) {
            return "after a " + trigram.first() + " and a " + trigram.second() + " comes a " + trigram.emit();
        }
        if (rule instanceof SkipTrigram skip) {
            return "after " + skip.anchor() + " ... " + skip.trigger() + ", up to " + skip.window()
                    + " tokens apart, comes " + laws(skip.emit());
        }
        if (rule instanceof Induction induction) {
            return "a " + induction.over() + " that came before is followed by what followed it the first time";
        }
        throw new IllegalArgumentException("no sentence for a rule of " + rule.getClass());
    }

    private static String laws(Map<String, Double> emit) {
        return emit.entrySet().stream()
                .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
