package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.assay.datasets.process.Factor;
import org.assay.reports.cli.answer.PosteriorAnswer.RuleAnswer;

/** What is true after a context, for people. */
public final class PosteriorText {
    private static final double CERTAIN = 0.99995;

    private PosteriorText() {}

    /**
     * Ends with a newline.
     *
     * @param factors those of the process, which name the values that beliefs are over
     */
    public static String of(PosteriorAnswer answer, List<Factor> factors) {
        StringBuilder text = new StringBuilder();
        text.append(answer.process())
                .append(answer.context().isEmpty() ? " before any token" : " after: ")
                .append(String.join(" ", answer.context()))
                .append("\n\n")
                .append(LawText.of(answer.next(), token -> emitter(answer.rules(), token)))
                .append(String.format(Locale.ROOT, "\nentropy %.4f nats\n", answer.entropy()));
        if (!answer.rules().isEmpty()) {
            text.append("\nrules, and which of those that match wins\n").append(rules(answer.rules()));
        }
        return text.append("\nfactors\n").append(factors(answer, factors)).toString();
    }

    /** The rule that most likely emitted {@code token}, with the probability that it did when that is not certain. */
    private static String emitter(List<RuleAnswer> rules, String token) {
        return rules.stream()
                .max(Comparator.comparingDouble(rule -> rule.responsibility().get(token)))
                .map(rule -> {
                    double share = rule.responsibility().get(token);
                    return "by " + rule.rule() + (share < CERTAIN ? " (" + LawText.decimal(share) + ")" : "");
                })
                .orElse("");
    }

    private static String rules(List<RuleAnswer> rules) {
        Columns lines = new Columns();
        List<RuleAnswer> matching = rules.stream().filter(RuleAnswer::matches).toList();
        for (RuleAnswer rule : matching) {
            String share =
                    rule.probability() > 0 ? "emits with probability " + LawText.decimal(rule.probability()) : "";
            lines.add("  " + rule.rule(), rule.kind(), rule.wins() ? "wins" : "matches", share);
        }
        return lines.text() + "  " + (rules.size() - matching.size()) + " more do not match\n";
    }

    private static String factors(PosteriorAnswer answer, List<Factor> factors) {
        Columns lines = new Columns();
        for (Factor factor : factors) {
            List<Double> belief = answer.beliefs().get(factor.name());
            lines.add(
                    "  " + factor.name(),
                    belief == null ? answer.factors().get(factor.name()).toString() : law(factor.values(), belief));
        }
        return lines.text();
    }

    private static String law(List<String> values, List<Double> belief) {
        List<String> possible = new ArrayList<>();
        for (int v = 0; v < values.size(); v++) {
            if (belief.get(v) > 0) {
                possible.add(values.get(v) + " " + LawText.decimal(belief.get(v)));
            }
        }
        return String.join(", ", possible);
    }
}
