package org.assay.datasets.language;

import java.util.Map;
import java.util.stream.Collectors;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.language.LanguageDefinition.Suppression;

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
        if (rule instanceof LanguageDefinition.Induction induction) {
            return "a " + induction.over() + " that has come before -> what followed it "
                    + switch (induction.which()) {
                        case FIRST -> "the first time";
                        case LATEST -> "the last time";
                        case MAJORITY -> "most often";
                    };
        }
        return reaching(rule);
    }

    private static String reaching(RuleDefinition rule) {
        if (rule instanceof LanguageDefinition.Copy copy) {
            return "a " + copy.over() + " -> the token " + copy.back() + " before it";
        }
        if (rule instanceof LanguageDefinition.MarkedCopy copy) {
            return copy.marker() + " x ... " + copy.trigger() + " -> x, the nearest marker 2 to " + copy.window()
                    + " tokens before";
        }
        if (rule instanceof LanguageDefinition.Agreement agreement) {
            return "a " + agreement.after() + ", when the nearest " + agreement.over() + " 1 to " + agreement.window()
                    + " tokens before is one of " + String.join(" ", agreement.when()) + " -> " + row(agreement.emit());
        }
        LanguageDefinition.Xor xor = (LanguageDefinition.Xor) rule;
        String otherwise = xor.otherwise().isEmpty() ? "" : ", otherwise " + row(xor.otherwise());
        return xor.trigger() + ", when exactly one of " + xor.first() + " and " + xor.second() + " stands 1 to "
                + xor.window() + " tokens before -> " + row(xor.emit()) + otherwise;
    }

    /** What is said of a rule that does not always emit where it could. */
    static String share(Group group, boolean mixture) {
        if (mixture) {
            return "; weight " + group.weight();
        }
        return group.strength() < 1 ? "; with probability " + group.strength() + ", else the next that matches" : "";
    }

    static String noise(double probability) {
        return "anywhere but first and next to brackets: any token with probability " + probability;
    }

    static String of(Suppression suppression) {
        return "up to " + suppression.window() + " tokens after " + suppression.near() + ": " + suppression.token()
                + (suppression.factor() == 0
                        ? " never comes"
                        : " is less likely, by the factor " + suppression.factor());
    }

    static String of(Boost boost) {
        return "up to " + boost.steps() + " tokens after " + boost.after() + ", in place of the fallback: "
                + boost.emit() + " with probability " + boost.probability();
    }

    static String open(Bracket bracket, int nesting) {
        String where = nesting == 1
                ? "anywhere but first and next to brackets: "
                : "anywhere but first and behind brackets, at most " + nesting + " open at once: ";
        return where + bracket.open() + " with probability " + bracket.probability();
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
