package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.Induction;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;

/** Reads the rules of a language file: groups of one kind, each of one or more rows, one rule per row. */
final class RuleReader {
    private static final List<String> KINDS = List.of(
            "token-bigram",
            "token-trigram",
            "category-trigram",
            "skip-trigram",
            "induction",
            "copy",
            "marked-copy",
            "agreement",
            "xor");

    /** The fields of each kind, besides those that every group has. */
    private static final Map<String, List<String>> FIELDS = Map.of(
            "token-bigram", List.of("rows"),
            "token-trigram", List.of("rows"),
            "category-trigram", List.of("rows"),
            "skip-trigram", List.of("window", "rows"),
            "induction", List.of("over", "which"),
            "copy", List.of("over", "back"),
            "marked-copy", List.of("window", "rows"),
            "agreement", List.of("after", "over", "window", "rows"),
            "xor", List.of("window", "rows"));

    private static final int LONGEST_WINDOW = 1_000;
    private static final double LEAST_SHARE = 1e-6;
    private static final double HEAVIEST = 1e6;

    private final LanguageNames names;

    RuleReader(LanguageNames names) {
        this.names = names;
    }

    /** Groups in order; {@code mixture} says whether they have weights, else they may have strengths. */
    List<Group> groups(ConfigNode node, boolean mixture) {
        List<Group> groups = new ArrayList<>();
        for (ConfigNode group : ConfigFields.items(node, names.problems(), "'rules'")) {
            kindOf(group).flatMap(kind -> group(group, kind, mixture)).ifPresent(groups::add);
        }
        return groups;
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

    private Optional<Group> group(ConfigNode node, String kind, boolean mixture) {
        int before = names.problems().count();
        List<String> keys = new ArrayList<>(List.of("kind", "name", "strength", "weight"));
        keys.addAll(FIELDS.get(kind));
        ConfigFields group =
                ConfigFields.of(node, names.problems(), "a rule of kind " + kind, keys.toArray(String[]::new));
        double strength = share(group, "strength", mixture, "a mixture goes by weights", 1);
        double weight = share(group, "weight", !mixture, "only a mixture has weights", HEAVIEST);
        String name = group.text("name", kind);
        List<RuleDefinition> rules =
                FIELDS.get(kind).contains("rows") ? rows(group, kind, name) : List.of(single(node, group, kind, name));
        boolean readable = names.problems().count() == before;
        if (readable && rules.isEmpty()) {
            group.optional("rows")
                    .ifPresent(rows -> names.problems().add(rows, "'rows' of " + name + " is empty", "add a row"));
        }
        return names.problems().count() == before
                ? Optional.of(new Group(name, strength, weight, rules))
                : Optional.empty();
    }

    /** A positive number that only one kind of dispatch knows; 1 when it is not given. */
    private double share(ConfigFields group, String key, boolean foreign, String why, double greatest) {
        if (!group.has(key)) {
            return 1;
        }
        if (foreign) {
            group.optional(key)
                    .ifPresent(node -> names.problems()
                            .add(node, "'" + key + "' has no meaning here: " + why, "remove it or change 'dispatch'"));
            return 1;
        }
        return group.number(key, LEAST_SHARE, greatest);
    }

    private RuleDefinition single(ConfigNode node, ConfigFields group, String kind, String name) {
        names.ruleName(node, name);
        String over = group.required("over")
                .map(each -> names.category(each, "'over'"))
                .orElse("");
        return kind.equals("induction")
                ? new LanguageDefinition.Induction(name, over, which(group))
                : new LanguageDefinition.Copy(name, over, group.integer("back", 1, LONGEST_WINDOW));
    }

    private Induction.Which which(ConfigFields group) {
        String word = group.text("which", "first");
        for (Induction.Which which : Induction.Which.values()) {
            if (which.name().toLowerCase(Locale.ROOT).equals(word)) {
                return which;
            }
        }
        group.optional("which")
                .filter(node -> !word.isEmpty())
                .ifPresent(node -> names.problems()
                        .add(
                                node,
                                "there is no induction of 'which' = '" + word + "'",
                                Spelling.hint(word, List.of("first", "latest", "majority"))));
        return Induction.Which.FIRST;
    }

    private List<RuleDefinition> rows(ConfigFields group, String kind, String name) {
        int least = kind.equals("marked-copy") ? 2 : 1;
        int window = FIELDS.get(kind).contains("window") ? group.integer("window", least, LONGEST_WINDOW) : 1;
        List<RuleDefinition> rules = new ArrayList<>();
        String after = kind.equals("agreement") ? category(group, "after") : "";
        String over = kind.equals("agreement") ? category(group, "over") : "";
        group.optional("rows").filter(rows -> kind.equals("agreement")).ifPresent(rows -> names.ruleName(rows, name));
        for (ConfigNode row : group.items("rows")) {
            rules.add(
                    switch (kind) {
                        case "token-bigram" -> tokenBigram(row, name);
                        case "token-trigram" -> tokenTrigram(row, name);
                        case "category-trigram" -> categoryTrigram(row, name);
                        case "skip-trigram" -> skipTrigram(row, name, window);
                        case "marked-copy" -> markedCopy(row, name, window);
                        case "agreement" -> agreement(row, name, after, over, window);
                        default -> xor(row, name, window);
                    });
        }
        return rules;
    }

    private String category(ConfigFields fields, String key) {
        return fields.required(key)
                .map(node -> names.category(node, "'" + key + "'"))
                .orElse("");
    }

    private String token(ConfigFields fields, String key) {
        return fields.required(key)
                .map(node -> names.token(node, "'" + key + "'"))
                .orElse("");
    }

    private String ordinaryToken(ConfigFields fields, String key) {
        return fields.required(key)
                .map(node -> names.ordinaryToken(node, "'" + key + "'"))
                .orElse("");
    }

    private RuleDefinition markedCopy(ConfigNode node, String group, int window) {
        ConfigFields row = ConfigFields.of(node, names.problems(), "a row of " + group, "marker", "trigger", "window");
        String marker = token(row, "marker");
        String trigger = ordinaryToken(row, "trigger");
        String name = names.ruleName(node, group + ":" + marker + ":" + trigger);
        return new LanguageDefinition.MarkedCopy(name, marker, trigger, window(row, window, 2));
    }

    private RuleDefinition agreement(ConfigNode node, String group, String after, String over, int window) {
        ConfigFields row = ConfigFields.of(node, names.problems(), "a row of " + group, "when", "emit");
        List<String> when = new ArrayList<>();
        for (ConfigNode token : row.items("when")) {
            when.add(names.tokenOf(token, "'when'", over));
        }
        String name = names.ruleName(node, group + ":" + (when.isEmpty() ? "" : when.get(0)));
        return new LanguageDefinition.Agreement(name, after, over, window, when, emission(row, "emit"));
    }

    private RuleDefinition xor(ConfigNode node, String group, int window) {
        ConfigFields row = ConfigFields.of(
                node, names.problems(), "a row of " + group, "anchors", "trigger", "window", "emit", "otherwise");
        List<ConfigNode> anchors = pair(row, "anchors");
        String first = anchors.isEmpty() ? "" : names.token(anchors.get(0), "'anchors'");
        String second = anchors.isEmpty() ? "" : names.token(anchors.get(1), "'anchors'");
        if (!anchors.isEmpty() && first.equals(second)) {
            names.problems().add(anchors.get(1), "the two anchors are both '" + first + "'", "name another token");
        }
        String trigger = ordinaryToken(row, "trigger");
        String name = names.ruleName(node, group + ":" + first + ":" + second + ":" + trigger);
        Map<String, Double> otherwise = row.has("otherwise") ? emission(row, "otherwise") : Map.of();
        return new LanguageDefinition.Xor(
                name, first, second, trigger, window(row, window, 1), emission(row, "emit"), otherwise);
    }

    private int window(ConfigFields row, int ofGroup, int least) {
        return row.has("window") ? row.integer("window", least, LONGEST_WINDOW) : ofGroup;
    }

    private Map<String, Double> emission(ConfigFields row, String key) {
        return row.required(key)
                .map(value -> names.emission(value, "'" + key + "'"))
                .orElse(Map.of());
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
        List<ConfigNode> after = pair(row, "after");
        String first = after.isEmpty() ? "" : names.token(after.get(0), "'after'");
        String second = after.isEmpty() ? "" : names.ordinaryToken(after.get(1), "'after'");
        String name = names.ruleName(node, group + ":" + first + ":" + second);
        return new LanguageDefinition.TokenTrigram(name, first, second, emit(row));
    }

    private RuleDefinition categoryTrigram(ConfigNode node, String group) {
        ConfigFields row = ConfigFields.of(node, names.problems(), "a row of " + group, "after", "emit");
        List<ConfigNode> after = pair(row, "after");
        String first = after.isEmpty() ? "" : names.category(after.get(0), "'after'");
        String second = after.isEmpty() ? "" : names.category(after.get(1), "'after'");
        String emit = row.required("emit")
                .map(value -> names.category(value, "'emit'"))
                .orElse("");
        String name = names.ruleName(node, group + ":" + first + ":" + second);
        return new LanguageDefinition.CategoryTrigram(name, first, second, emit);
    }

    private RuleDefinition skipTrigram(ConfigNode node, String group, int window) {
        ConfigFields row =
                ConfigFields.of(node, names.problems(), "a row of " + group, "anchor", "trigger", "window", "emit");
        String anchor = token(row, "anchor");
        String trigger = ordinaryToken(row, "trigger");
        String name = names.ruleName(node, group + ":" + anchor + ":" + trigger);
        return new LanguageDefinition.SkipTrigram(name, anchor, trigger, window(row, window, 1), emit(row));
    }

    private Map<String, Double> emit(ConfigFields row) {
        return row.required("emit")
                .map(value -> names.tokenRow(value, "'emit'"))
                .orElse(Map.of());
    }

    /** The two items of {@code key}; none, and a problem, when there are not two. */
    private List<ConfigNode> pair(ConfigFields row, String key) {
        List<ConfigNode> items = row.items(key);
        if (row.has(key) && items.size() != 2) {
            row.optional(key)
                    .ifPresent(node -> names.problems()
                            .add(node, "'" + key + "' needs two items, got " + items.size(), "write [a, b]"));
            return List.of();
        }
        return items;
    }
}
