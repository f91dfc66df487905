package org.assay.datasets.language;

import java.util.Map;
import java.util.stream.Collectors;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.language.LanguageDefinition.Suppression;
import org.assay.datasets.process.RuleDescription;

/** What rules do, in a few words for people: when, and what then. */
final class RuleSentences {
    private RuleSentences() {}

    /** A rule without its name. */
    record Sentence(String when, String then) {
        RuleDescription of(String name, String kind) {
            return new RuleDescription(name, kind, when, then);
        }
    }

    static Sentence fallback() {
        return new Sentence(
                "where no other rule matches, by the category of the current token",
                "a category by its row, any token of it");
    }

    static Sentence of(RuleDefinition rule, Group group, boolean mixture) {
        Sentence sentence = of(rule);
        return new Sentence(sentence.when, sentence.then + share(group, mixture));
    }

    private static Sentence of(RuleDefinition rule) {
        if (rule instanceof LanguageDefinition.TokenBigram bigram) {
            return new Sentence(bigram.after(), row(bigram.emit()));
        }
        if (rule instanceof LanguageDefinition.TokenTrigram trigram) {
            return new Sentence(trigram.first() + " " + trigram.second(), row(trigram.emit()));
        }
        if (rule instanceof LanguageDefinition.CategoryTrigram trigram) {
            return new Sentence("a " + trigram.first() + ", a " + trigram.second(), "any " + trigram.emit());
        }
        if (rule instanceof LanguageDefinition.SkipTrigram skip) {
            return new Sentence(
                    skip.anchor() + " ... " + skip.trigger() + ", the anchor 1 to " + skip.window() + " tokens before",
                    row(skip.emit()));
        }
        if (rule instanceof LanguageDefinition.Induction induction) {
            return new Sentence(
                    "a " + induction.over() + " that has come before",
                    "what followed it "
                            + switch (induction.which()) {
                                case FIRST -> "the first time";
                                case LATEST -> "the last time";
                                case MAJORITY -> "most often";
                            });
        }
        return reaching(rule);
    }

    private static Sentence reaching(RuleDefinition rule) {
        if (rule instanceof LanguageDefinition.Copy copy) {
            return new Sentence("a " + copy.over(), "the token " + copy.back() + " before it");
        }
        if (rule instanceof LanguageDefinition.MarkedCopy copy) {
            return new Sentence(
                    copy.marker() + " x ... " + copy.trigger() + ", the nearest marker 2 to " + copy.window()
                            + " tokens before",
                    "x");
        }
        if (rule instanceof LanguageDefinition.Agreement agreement) {
            return new Sentence(
                    "a " + agreement.after() + ", the nearest " + agreement.over() + " 1 to " + agreement.window()
                            + " tokens before being one of " + String.join(" ", agreement.when()),
                    row(agreement.emit()));
        }
        LanguageDefinition.Xor xor = (LanguageDefinition.Xor) rule;
        String otherwise = xor.otherwise().isEmpty() ? "" : "; otherwise " + row(xor.otherwise());
        return new Sentence(
                xor.trigger() + ", exactly one of " + xor.first() + " and " + xor.second() + " standing 1 to "
                        + xor.window() + " tokens before",
                row(xor.emit()) + otherwise);
    }

    /** What is said of a rule that does not always emit where it could. */
    private static String share(Group group, boolean mixture) {
        if (mixture) {
            return "; weight " + group.weight();
        }
        return group.strength() < 1 ? "; with probability " + group.strength() + ", else the next that matches" : "";
    }

    static Sentence noise(double probability) {
        return new Sentence(
                "outside brackets, but not first nor just behind one, with probability "
                        + ConfigFields.decimal(probability),
                "any token, all equally likely");
    }

    static Sentence of(Suppression suppression) {
        return new Sentence(
                "up to " + suppression.window() + " tokens after " + suppression.near(),
                suppression.token()
                        + (suppression.factor() == 0
                                ? " never comes"
                                : " is less likely, by the factor " + suppression.factor()));
    }

    static Sentence of(Boost boost) {
        return new Sentence(
                "up to " + boost.steps() + " tokens after " + boost.after() + ", in place of the fallback",
                boost.emit() + " with probability " + boost.probability());
    }

    static Sentence open(Bracket bracket, int nesting) {
        String where = nesting == 1
                ? "outside brackets, but not first nor just behind one"
                : "anywhere but first and just behind brackets, at most " + nesting + " open at once";
        return new Sentence(where, bracket.open() + " with probability " + ConfigFields.decimal(bracket.probability()));
    }

    static Sentence content(Bracket bracket) {
        return new Sentence(
                "inside " + bracket.open() + " " + bracket.close(),
                "first a " + bracket.first() + ", then categories by their own rows");
    }

    static Sentence close(Bracket bracket) {
        String lengths = bracket.lengths().stream().map(Object::toString).collect(Collectors.joining(", "));
        return new Sentence(
                "after " + lengths + " tokens inside " + bracket.open() + " " + bracket.close() + ", equally likely",
                bracket.close());
    }

    static Sentence post(Bracket bracket) {
        return new Sentence(bracket.close(), "any " + bracket.then());
    }

    private static String row(Map<String, Double> row) {
        return row.size() == 1
                ? row.keySet().iterator().next()
                : row.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
