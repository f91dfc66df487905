package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Category;
import org.assay.datasets.language.LanguageDefinition.Dispatch;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.Suppression;

/**
 * Writes a rule language as YAML that {@link LanguageReader} reads back as an equal definition. Names of rules are not written:
 * the reader makes them from the name of the group and the tokens of the row.
 */
public final class LanguageWriter {
    private final StringBuilder text = new StringBuilder();

    private LanguageWriter() {}

    /** The language as the text of a YAML file. */
    public static String write(LanguageDefinition language) {
        LanguageWriter writer = new LanguageWriter();
        writer.head(language);
        writer.rules(language);
        writer.tail(language);
        return writer.text.toString();
    }

    private void head(LanguageDefinition language) {
        line("name: " + quoted(language.name()));
        if (!language.source().isEmpty()) {
            line("source: " + quoted(language.source()));
        }
        line("");
        line("vocabulary:");
        for (Category category : language.categories()) {
            line("  " + quoted(category.name()) + ": " + list(category.tokens()));
        }
        line("");
        line("start: " + quoted(language.start()));
        line("");
        line("transitions:");
        language.transitions().forEach((from, row) -> line("  " + quoted(from) + ": " + row(row)));
        Dispatch dispatch = language.dispatch();
        if (!dispatch.equals(Dispatch.PRIORITY)) {
            line("");
            line("dispatch: " + dispatch.mode().name().toLowerCase(Locale.ROOT));
        }
        if (dispatch.fallbackWeight() > 0) {
            line("fallback-weight: " + dispatch.fallbackWeight());
        }
        if (dispatch.noise() > 0) {
            line("noise: " + dispatch.noise());
        }
        if (language.nesting() > 1) {
            line("nesting: " + language.nesting());
        }
        language.relabel().ifPresent(seed -> line("relabel: " + seed));
    }

    private void rules(LanguageDefinition language) {
        if (language.groups().isEmpty()) {
            return;
        }
        line("");
        line("rules:");
        for (Group group : language.groups()) {
            List<String> fields = new ArrayList<>();
            List<String> rows = new ArrayList<>();
            String kind = LanguageWriterRows.write(group.rules(), fields, rows);
            line("  - kind: " + kind);
            line("    name: " + quoted(group.name()));
            if (language.dispatch().isMixture()) {
                line("    weight: " + group.weight());
            } else if (group.strength() < 1) {
                line("    strength: " + group.strength());
            }
            fields.forEach(field -> line("    " + field));
            if (!rows.isEmpty()) {
                line("    rows:");
                rows.forEach(row -> line("      - {" + row + "}"));
            }
        }
    }

    private void tail(LanguageDefinition language) {
        section("boosts", language.boosts());
        for (Boost boost : language.boosts()) {
            line("  - {after: " + quoted(boost.after()) + ", emit: " + quoted(boost.emit()) + ", steps: "
                    + boost.steps() + ", probability: " + boost.probability() + "}");
        }
        section("suppressions", language.suppressions());
        for (Suppression suppression : language.suppressions()) {
            line("  - {name: " + quoted(suppression.name()) + ", token: " + quoted(suppression.token()) + ", near: "
                    + quoted(suppression.near()) + ", window: " + suppression.window() + ", factor: "
                    + suppression.factor() + "}");
        }
        section("brackets", language.brackets());
        for (Bracket bracket : language.brackets()) {
            line("  - name: " + quoted(bracket.name()));
            line("    open: " + quoted(bracket.open()));
            line("    close: " + quoted(bracket.close()));
            line("    probability: " + bracket.probability());
            line("    lengths: " + bracket.lengths());
            line("    first: " + quoted(bracket.first()));
            line("    rows:");
            bracket.rows().forEach((from, row) -> line("      " + quoted(from) + ": " + row(row)));
            line("    redraws: " + bracket.redraws());
            line("    then: " + quoted(bracket.then()));
        }
    }

    private void section(String key, List<?> items) {
        if (!items.isEmpty()) {
            line("");
            line(key + ":");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    static String list(List<String> words) {
        return words.stream().map(LanguageWriter::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    static String row(Map<String, Double> row) {
        return row.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Plain when YAML cannot take it for anything else, else between quotes. */
    static String quoted(String word) {
        return word.matches("[A-Za-z][A-Za-z0-9_-]*")
                ? word
                : "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
