package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;

/** Reads the rules of a language file: groups of one kind, each of one or more rows, one rule per row. */
final class RuleReader {
    private static final List<String> KINDS =
            List.of("token-bigram", "token-trigram", "category-trigram", "skip-trigram", "induction");
    private static final int LONGEST_WINDOW = 1_000;

    private final LanguageNames names;

    RuleReader(LanguageNames names) {
        this.names = names;
    }

    List<RuleDefinition> rules(ConfigNode node) {
        List<RuleDefinition> rules = new ArrayList<>();
        for (ConfigNode group : ConfigFields.items(node, names.problems(), "'rules'")) {
            kindOf(group).ifPresent(kind -> addGroup(group, kind, rules));
        }
        return rules;
    }

    /** The kind decides which fields a group has, so it is read before the others. */
    private Optional<String> kindOf(ConfigNode group) {
        for (ConfigNode.Entry entry : ConfigFields.entries(group, names.problems(), "a rule")) {
            if (entry.key().equals("kind")) {
                String kind = ConfigFields.text(entry.value(), names.problems(), "'kind'");
                if (KINDS.contains(kind)) {
                    return Optional.of(kind);
                }
                names.problems()
                        .add(entry.value(), "there is no kind of rule '" + kind + "'", Spelling.hint(kind, KINDS));
                return Optional.empty();
            }
        }
        if (group instanceof ConfigNode.Entries) {
            names.problems()
                    .add(group, "a rule lacks the field 'kind'", "add kind: one of " + String.join(", ", KINDS));
        }
        return Optional.empty();
    }

    private void addGroup(ConfigNode node, String kind, List<RuleDefinition> rules) {
        String what = "a rule of kind " + kind;
        if (kind.equals("induction")) {
            ConfigFields group = ConfigFields.of(node, names.problems(), what, "kind", "name", "over");
            String name = names.ruleName(node, group.text("name", kind));
            group.required("over")
                    .ifPresent(
                            over -> rules.add(new LanguageDefinition.Induction(name, names.category(over, "'over'"))));
            return;
        }
        boolean skips = kind.equals("skip-trigram");
        ConfigFields group = skips
                ? ConfigFields.of(node, names.problems(), what, "kind", "name", "window", "rows")
                : ConfigFields.of(node, names.problems(), what, "kind", "name", "rows");
        int window = skips ? group.integer("window", 1, LONGEST_WINDOW) : 1;
        String name = group.text("name", kind);
        for (ConfigNode row : group.items("rows")) {
            rules.add(
                    switch (kind) {
                        case "token-bigram" -> tokenBigram(row, name);
                        case "token-trigram" -> tokenTrigram(row, name);
                        case "category-trigram" -> categoryTrigram(row, name);
                        default -> skipTrigram(row, name, window);
                    });
        }
    }

    private RuleDefinition tokenBigram(ConfigNode node, String group) {
        ConfigFields row = ConfigFields.of(node, names.problems(), "a row of " + group, "after", "emit");
        String after = row.required("after")
                .map(token -> names.ordinaryToken(token, "'after'"))
                .orElse("");
        return new LanguageDefinition.TokenBigram(names.ruleName(node, group + ":" + after), after, emit(row));
    }

    private RuleDefinition tokenTrigram(ConfigNode node, String group) {
        ConfigFields row = ConfigFields.of(node, names.problems(), "a row of " + group, "after", "emit");
        List<ConfigNode> after = pair(row);
        String first = after.isEmpty() ? "" : names.token(after.get(0), "'after'");
        String second = after.isEmpty() ? "" : names.ordinaryToken(after.get(1), "'after'");
        String name = names.ruleName(node, group + ":" + first + ":" + second);
        return new LanguageDefinition.TokenTrigram(name, first, second, emit(row));
    }

    private RuleDefinition categoryTrigram(ConfigNode node, String group) {
        ConfigFields row = ConfigFields.of(node, names.problems(), "a row of " + group, "after", "emit");
        List<ConfigNode> after = pair(row);
        String first = after.isEmpty() ? "" : names.category(after.get(0), "'after'");
        String second = after.isEmpty() ? "" : names.category(after.get(1), "'after'");
        String emit = row.required("emit")
                .map(value -> names.category(value, "'emit'"))
                .orElse("");
        String name = names.ruleName(node, group + ":" + first + ":" + second);
        return new LanguageDefinition.CategoryTrigram(name, first, second, emit);
    }

    private RuleDefinition skipTrigram(ConfigNode node, String group, int window) {
        ConfigFields row = ConfigFields.of(node, names.problems(), "a row of " + group, "anchor", "trigger", "emit");
        String anchor = row.required("anchor")
                .map(token -> names.token(token, "'anchor'"))
                .orElse("");
        String trigger = row.required("trigger")
                .map(token -> names.ordinaryToken(token, "'trigger'"))
                .orElse("");
        String name = names.ruleName(node, group + ":" + anchor + ":" + trigger);
        return new LanguageDefinition.SkipTrigram(name, anchor, trigger, window, emit(row));
    }

    private Map<String, Double> emit(ConfigFields row) {
        return row.required("emit")
                .map(value -> names.tokenRow(value, "'emit'"))
                .orElse(Map.of());
    }

    /** The two items of {@code after}; none, and a problem, when there are not two. */
    private List<ConfigNode> pair(ConfigFields row) {
        List<ConfigNode> after = row.items("after");
        if (row.has("after") && after.size() != 2) {
            row.optional("after")
                    .ifPresent(node -> names.problems()
                            .add(node, "'after' of a trigram needs two items, got " + after.size(), "write [a, b]"));
            return List.of();
        }
        return after;
    }
}
