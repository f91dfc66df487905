package org.assay.datasets.language;

import java.util.Map;
import java.util.stream.Collectors;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;

/** What rules do, in a few words for people. */
final class RuleSentences {
    static final String FALLBACK =
            "where no other rule matches: category of the current token -> category of the next, any token of it";

    private RuleSentences() {}

    static String of(RuleDefinition rule) {
        if (rule instanceof LanguageDefinition.TokenBigram bigram) {
            return bigram.after() + " -> " + row(bigram.emit());
        }
        if (rule instanceof LanguageDefinition.TokenTrigram trigram) {
            return trigram.first() + " " + trigram.second() + " -> " + row(trigram.emit());
        }
        if (rule instanceof LanguageDefinition.CategoryTrigram trigram) {
            return "a " + trigram.first() + ", a " + trigram.second() + " -> any " + trigram.emit();
        }
        if (rule instanceof LanguageDefinition.SkipTrigram skip) {
            return skip.anchor() + " ... " + skip.trigger() + " -> " + row(skip.emit()) + ", the anchor 1 to "
                    + skip.window() + " tokens before";
        }
        LanguageDefinition.Induction induction = (LanguageDefinition.Induction) rule;
        return "a " + induction.over() + " that has come before -> what followed it the first time";
    }

    static String of(Boost boost) {
        return "up to " + boost.steps() + " tokens after " + boost.after() + ", in place of the fallback: "
                + boost.emit() + " with probability " + boost.probability();
    }

    static String open(Bracket bracket) {
        return "anywhere but first and next to brackets: " + bracket.open() + " with probability "
                + bracket.probability();
    }

    static String content(Bracket bracket) {
        return "inside " + bracket.open() + " " + bracket.close() + ": first a " + bracket.first()
                + ", then categories by their own rows";
    }

    static String close(Bracket bracket) {
        String lengths = bracket.lengths().stream().map(Object::toString).collect(Collectors.joining(", "));
        return bracket.close() + " after " + lengths + " tokens, equally likely";
    }

    static String post(Bracket bracket) {
        return bracket.close() + " -> any " + bracket.then();
    }

    private static String row(Map<String, Double> row) {
        return row.size() == 1
                ? row.keySet().iterator().next()
                : row.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
