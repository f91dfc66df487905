package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.assay.reports.cli.answer.LanguageAnswer.MechanicsCard;

/** Languages, for people. */
public final class LanguageText {
    private static final int LINE = 100;

    private LanguageText() {}

    /** One line for each; ends with a newline. */
    public static String list(List<LanguageAnswer.Entry> languages) {
        Columns lines = new Columns().add("name", "kind", "tokens", "rules", "entropy rate");
        for (LanguageAnswer.Entry language : languages) {
            lines.add(
                    language.name(),
                    language.kind(),
                    Integer.toString(language.vocabulary().size()),
                    language.ruleCount() == 0 ? "-" : Integer.toString(language.ruleCount()),
                    language.entropyRate() == null ? "-" : decimal(language.entropyRate()) + " nats/token");
        }
        return lines.text();
    }

    /** Everything about one; ends with a newline. */
    public static String of(LanguageAnswer language) {
        Columns facts = new Columns()
                .add("kind", language.kind())
                .add("source", language.source())
                .add(
                        "entropy rate",
                        (language.entropyRate() == null ? "" : decimal(language.entropyRate()) + " nats/token; ")
                                + language.entropyRateNote())
                .add("floors", floors(language));
        if (language.mechanics() != null) {
            facts.add("mechanics", mechanics(language.mechanics()));
        }
        StringBuilder text = new StringBuilder(language.name()).append("\n\n").append(facts.text());
        text.append("\nvocabulary, ")
                .append(language.vocabulary().size())
                .append(" tokens\n")
                .append(filled(language.vocabulary()));
        if (!language.rules().isEmpty()) {
            text.append(RuleTableText.of(language.rules()));
        }
        language.diagrams().forEach(diagram -> text.append(DiagramText.of(diagram)));
        Columns factors = new Columns();
        language.factors()
                .forEach(factor -> factors.add(
                        "  " + factor.name(), factor.cardinality() + " values", visibility(factor.visible())));
        return text.append("\nfactors\n").append(factors.text()).toString();
    }

    private static String visibility(Boolean visible) {
        return visible == null
                ? "cannot be changed alone"
                : visible ? "shows in the next-token law" : "does not show in the next-token law";
    }

    private static String mechanics(MechanicsCard mechanics) {
        List<String> parts = new ArrayList<>();
        parts.add("Hankel rank " + mechanics.hankelRank());
        parts.add(
                mechanics.truncated()
                        ? "mixed states truncated at " + mechanics.mixedStates()
                        : mechanics.mixedStates() + " mixed states, " + mechanics.transientStates() + " transient");
        if (mechanics.causalStates() != null) {
            parts.add(mechanics.causalStates() + " causal states, statistical complexity "
                    + decimal(mechanics.statisticalComplexity()) + " nats");
        }
        if (mechanics.excessEntropy() != null) {
            parts.add("excess entropy " + decimal(mechanics.excessEntropy()) + " nats");
        }
        return String.join("; ", parts);
    }

    private static String floors(LanguageAnswer language) {
        String values = language.floors().stream().map(LanguageText::decimal).collect(Collectors.joining(" "));
        String error = language.floorsError() == 0
                ? "exact"
                : String.format(Locale.ROOT, "within %.1e where not exact", language.floorsError());
        return values + " nats after 0, 1, 2, ... tokens; " + error;
    }

    /** Words on lines of at most {@link #LINE} characters, indented. */
    private static String filled(List<String> words) {
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder(" ");
        for (String word : words) {
            if (line.length() + word.length() + 1 > LINE) {
                text.append(line).append('\n');
                line = new StringBuilder(" ");
            }
            line.append(' ').append(word);
        }
        return text.append(line).append('\n').toString();
    }

    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
