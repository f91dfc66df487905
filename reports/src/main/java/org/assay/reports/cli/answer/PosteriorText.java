package org.assay.reports.cli.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assay.reports.cli.answer.PosteriorAnswer.RuleAnswer;

/** What is true after a context, for people. */
public final class PosteriorText {
    private static final int MOST_TOKENS = 12;
    private static final int BAR = 30;

    private PosteriorText() {}

    /** Ends with a newline. */
    public static String of(PosteriorAnswer answer) {
        StringBuilder text = new StringBuilder();
        text.append(answer.process())
                .append(answer.context().isEmpty() ? " before any token" : " after: ")
                .append(String.join(" ", answer.context()))
                .append("\n\n")
                .append(law(answer))
                .append(String.format(Locale.ROOT, "\nentropy %.4f nats\n", answer.entropy()));
        if (!answer.rules().isEmpty()) {
            text.append("\nrules, the first that matches wins\n").append(rules(answer.rules()));
        }
        return text.append("\nfactors\n").append(factors(answer.factors())).toString();
    }

    private static String law(PosteriorAnswer answer) {
        Columns lines = new Columns();
        List<Map.Entry<String, Double>> possible = answer.next().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .toList();
        possible.stream()
                .limit(MOST_TOKENS)
                .forEach(entry -> lines.add(
                        "  " + entry.getKey(),
                        decimal(entry.getValue()),
                        "#".repeat((int) Math.round(entry.getValue() * BAR)),
                        emitter(answer.rules(), entry.getKey())));
        double rest = possible.stream()
                .skip(MOST_TOKENS)
                .mapToDouble(Map.Entry::getValue)
                .sum();
        if (possible.size() > MOST_TOKENS) {
            lines.add("  " + (possible.size() - MOST_TOKENS) + " more", decimal(rest));
        }
        return lines.text();
    }

    /** The rule that most likely emitted {@code token}, with the probability that it did when that is not certain. */
    private static String emitter(List<RuleAnswer> rules, String token) {
        return rules.stream()
                .max(Comparator.comparingDouble(rule -> rule.responsibility().get(token)))
                .map(rule -> {
                    double share = rule.responsibility().get(token);
                    return "by " + rule.rule() + (share < 0.99995 ? " (" + decimal(share) + ")" : "");
                })
                .orElse("");
    }

    private static String rules(List<RuleAnswer> rules) {
        Columns lines = new Columns();
        for (RuleAnswer rule : rules) {
            String state = rule.wins() ? "wins" : rule.matches() ? "matches" : "";
            lines.add(
                    "  " + rule.rule(),
                    rule.kind(),
                    state,
                    rule.probability() > 0 ? "emits with probability " + decimal(rule.probability()) : "");
        }
        return lines.text();
    }

    private static String factors(Map<String, Object> factors) {
        Columns lines = new Columns();
        factors.forEach((name, value) ->
                lines.add("  " + name, value instanceof List<?> law ? law(law) : value.toString()));
        return lines.text();
    }

    private static String law(List<?> probabilities) {
        return String.join(
                " ",
                probabilities.stream()
                        .map(p -> decimal(((Number) p).doubleValue()))
                        .toList());
    }

    private static String decimal(double value) {
        return value > 0 && value < 0.00005
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
