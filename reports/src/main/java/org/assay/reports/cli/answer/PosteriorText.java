package org.assay.reports.cli.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assay.reports.cli.answer.PosteriorAnswer.RuleAnswer;

/** What is true after a context, for people. */
public final class PosteriorText {
    private static final double CERTAIN = 0.99995;

    private PosteriorText() {}

    /** Ends with a newline. */
    public static String of(PosteriorAnswer answer) {
        StringBuilder text = new StringBuilder();
        text.append(answer.process())
                .append(answer.context().isEmpty() ? " before any token" : " after: ")
                .append(String.join(" ", answer.context()))
                .append("\n\n")
                .append(LawText.of(answer.next(), token -> emitter(answer.rules(), token)))
                .append(String.format(Locale.ROOT, "\nentropy %.4f nats\n", answer.entropy()));
        if (!answer.rules().isEmpty()) {
            text.append("\nrules, the first that matches wins\n").append(rules(answer.rules()));
        }
        return text.append("\nfactors\n").append(factors(answer.factors())).toString();
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
        for (RuleAnswer rule : rules) {
            String state = rule.wins() ? "wins" : rule.matches() ? "matches" : "";
            String share = rule.probability() > 0 ? "emits with probability " + LawText.decimal(rule.probability()) : "";
            lines.add("  " + rule.rule(), rule.kind(), state, share);
        }
        return lines.text();
    }

    private static String factors(Map<String, Object> factors) {
        Columns lines = new Columns();
        factors.forEach(
                (name, value) -> lines.add("  " + name, value instanceof List<?> law ? law(law) : value.toString()));
        return lines.text();
    }

    private static String law(List<?> probabilities) {
        return String.join(
                " ",
                probabilities.stream()
                        .map(p -> LawText.decimal(((Number) p).doubleValue()))
                        .toList());
    }
}
