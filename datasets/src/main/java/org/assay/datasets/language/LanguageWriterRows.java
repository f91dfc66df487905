package org.assay.datasets.language;

import static org.assay.datasets.language.LanguageWriter.list;
import static org.assay.datasets.language.LanguageWriter.quoted;
import static org.assay.datasets.language.LanguageWriter.row;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assay.datasets.language.LanguageDefinition.Agreement;
import org.assay.datasets.language.LanguageDefinition.CategoryTrigram;
import org.assay.datasets.language.LanguageDefinition.Copy;
import org.assay.datasets.language.LanguageDefinition.Induction;
import org.assay.datasets.language.LanguageDefinition.MarkedCopy;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.language.LanguageDefinition.SkipTrigram;
import org.assay.datasets.language.LanguageDefinition.TokenBigram;
import org.assay.datasets.language.LanguageDefinition.TokenTrigram;
import org.assay.datasets.language.LanguageDefinition.Xor;

/** The fields and rows of one group of rules in YAML; a window that all rows share is a field of the group. */
final class LanguageWriterRows {
    private LanguageWriterRows() {}

    /** Adds to {@code fields} what the group says once and to {@code rows} one line per rule; returns the kind. */
    static String write(List<RuleDefinition> rules, List<String> fields, List<String> rows) {
        RuleDefinition first = rules.get(0);
        if (first instanceof Induction induction) {
            fields.add("over: " + quoted(induction.over()));
            fields.add("which: " + induction.which().name().toLowerCase(Locale.ROOT));
            return "induction";
        }
        if (first instanceof Copy copy) {
            fields.add("over: " + quoted(copy.over()));
            fields.add("back: " + copy.back());
            return "copy";
        }
        if (first instanceof Agreement agreement) {
            fields.add("after: " + quoted(agreement.after()));
            fields.add("over: " + quoted(agreement.over()));
        }
        int window = first.reach();
        boolean hasWindow =
                !(first instanceof TokenBigram || first instanceof TokenTrigram || first instanceof CategoryTrigram);
        if (hasWindow) {
            fields.add("window: " + window);
        }
        String kind = "";
        for (RuleDefinition rule : rules) {
            StringBuilder line = new StringBuilder();
            kind = of(rule, line);
            if (hasWindow && rule.reach() != window) {
                line.append(", window: ").append(rule.reach());
            }
            rows.add(line.toString());
        }
        return kind;
    }

    private static String of(RuleDefinition rule, StringBuilder line) {
        if (rule instanceof TokenBigram bigram) {
            line.append("after: ").append(quoted(bigram.after())).append(emit("emit", bigram.emit()));
            return "token-bigram";
        }
        if (rule instanceof TokenTrigram trigram) {
            line.append("after: ")
                    .append(list(List.of(trigram.first(), trigram.second())))
                    .append(emit("emit", trigram.emit()));
            return "token-trigram";
        }
        if (rule instanceof CategoryTrigram trigram) {
            line.append("after: ")
                    .append(list(List.of(trigram.first(), trigram.second())))
                    .append(", emit: ")
                    .append(quoted(trigram.emit()));
            return "category-trigram";
        }
        if (rule instanceof SkipTrigram skip) {
            line.append("anchor: ")
                    .append(quoted(skip.anchor()))
                    .append(", trigger: ")
                    .append(quoted(skip.trigger()))
                    .append(emit("emit", skip.emit()));
            return "skip-trigram";
        }
        return ofReaching(rule, line);
    }

    private static String ofReaching(RuleDefinition rule, StringBuilder line) {
        if (rule instanceof MarkedCopy copy) {
            line.append("marker: ")
                    .append(quoted(copy.marker()))
                    .append(", trigger: ")
                    .append(quoted(copy.trigger()));
            return "marked-copy";
        }
        if (rule instanceof Agreement agreement) {
            line.append("when: ").append(list(agreement.when())).append(emit("emit", agreement.emit()));
            return "agreement";
        }
        Xor xor = (Xor) rule;
        line.append("anchors: ")
                .append(list(List.of(xor.first(), xor.second())))
                .append(", trigger: ")
                .append(quoted(xor.trigger()))
                .append(emit("emit", xor.emit()));
        if (!xor.otherwise().isEmpty()) {
            line.append(emit("otherwise", xor.otherwise()));
        }
        return "xor";
    }

    private static String emit(String key, Map<String, Double> row) {
        return ", " + key + ": " + row(row);
    }
}
