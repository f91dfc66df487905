package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import org.assay.reports.cli.answer.LanguageAnswer.RuleCard;

/** The rules of a language as a table, for people. */
final class RuleTableText {
    private RuleTableText() {}

    /** A line for each in order of priority, what it does at the end; begins with an empty line, ends with a newline. */
    static String of(List<RuleCard> rules) {
        Columns table = new Columns().add("  ", "wins", "emits", "floor", "rule", "kind", "when -> then");
        for (RuleCard rule : rules) {
            table.add(
                    String.format(Locale.ROOT, "  %2d", rule.priority()),
                    percent(rule.wins()),
                    percent(rule.emits()),
                    rule.floor() == null ? "-" : String.format(Locale.ROOT, "%.3f", rule.floor()),
                    rule.rule(),
                    rule.kind(),
                    rule.says());
        }
        return "\nrules in their order; share of tokens at which each wins and that it emits, and the Bayes loss in nats"
                + " where it\nwins, from 128,000 sampled tokens\n" + table.text();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%6.2f%%", 100 * share);
    }
}
