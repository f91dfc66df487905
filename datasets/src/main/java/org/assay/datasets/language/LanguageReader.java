package org.assay.datasets.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Category;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;

/**
 * Reads a rule language from YAML. Everything that is wrong is reported at once, each with line, column and what to do;
 * {@code toy-english.yaml} shows every field.
 */
public final class LanguageReader {
    private static final String NAME = "[a-z0-9][a-z0-9-]*";
    private static final double LEAST_PROBABILITY = 1e-9;
    private static final int MOST_STEPS = 1_000;
    private static final int LONGEST_SPAN = 1_000;

    private final ConfigProblems problems;
    private final LanguageNames names;

    private LanguageReader(String where) {
        this.problems = new ConfigProblems(where);
        this.names = new LanguageNames(problems);
    }

    /**
     * Reads the language in {@code file}.
     *
     * @throws ConfigException with all that is wrong with it
     */
    public static LanguageDefinition read(Path file) {
        try {
            return read(file.toString(), ConfigNode.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the language in {@code text}; {@code where} names it in messages. */
    public static LanguageDefinition read(String where, String text) {
        return read(where, ConfigNode.parse(where, text));
    }

    private static LanguageDefinition read(String where, ConfigNode root) {
        LanguageReader reader = new LanguageReader(where);
        LanguageDefinition definition = reader.language(root);
        reader.problems.throwIfAny();
        return definition;
    }

    private LanguageDefinition language(ConfigNode root) {
        ConfigFields fields = ConfigFields.of(
                root,
                problems,
                "a language",
                "name",
                "source",
                "vocabulary",
                "start",
                "transitions",
                "rules",
                "boosts",
                "brackets");
        String name = name(fields);
        List<Category> categories =
                fields.required("vocabulary").map(this::categories).orElse(List.of());
        List<ConfigFields> spans = new ArrayList<>();
        fields.optional("brackets").ifPresent(node -> spans.addAll(declareBrackets(node)));
        String start = fields.required("start")
                .map(node -> names.category(node, "'start'"))
                .orElse("");
        Map<String, Map<String, Double>> transitions = fields.required("transitions")
                .map(node -> transitions(node, names.categories(), "'transitions'"))
                .orElse(Map.of());
        List<RuleDefinition> rules =
                fields.optional("rules").map(new RuleReader(names)::rules).orElse(List.of());
        List<Boost> boosts = fields.optional("boosts").map(this::boosts).orElse(List.of());
        List<Bracket> brackets = brackets(spans);
        requireRoomForRules(root, brackets);
        return new LanguageDefinition(
                name, fields.text("source", ""), categories, start, transitions, rules, boosts, brackets);
    }

    private String name(ConfigFields fields) {
        String name = fields.text("name");
        fields.optional("name")
                .filter(node -> !name.isEmpty() && !name.matches(NAME))
                .ifPresent(node -> {
                    problems.add(
                            node,
                            "the name '" + name + "' is not of the form " + NAME,
                            "use small letters, digits and '-'");
                });
        return name;
    }

    private List<Category> categories(ConfigNode node) {
        List<Category> categories = new ArrayList<>();
        for (ConfigNode.Entry entry : ConfigFields.entries(node, problems, "'vocabulary'")) {
            names.declareCategory(entry.key());
            List<String> tokens = new ArrayList<>();
            for (ConfigNode token : ConfigFields.items(entry.value(), problems, "category '" + entry.key() + "'")) {
                tokens.add(names.declareToken(token));
            }
            if (tokens.isEmpty() && entry.value() instanceof ConfigNode.Items) {
                problems.add(entry.value(), "category '" + entry.key() + "' has no tokens", "add one or remove it");
            }
            categories.add(new Category(entry.key(), tokens));
        }
        return categories;
    }

    /** Rows from category to category; each of {@code needed} must have one. */
    private Map<String, Map<String, Double>> transitions(ConfigNode node, List<String> needed, String what) {
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        for (ConfigNode.Entry entry : ConfigFields.entries(node, problems, what)) {
            names.category(new ConfigNode.Text(entry.key(), entry.line(), entry.column()), what);
            rows.put(entry.key(), names.categoryRow(entry.value(), "row '" + entry.key() + "'"));
        }
        for (String category : needed) {
            if (!rows.containsKey(category)) {
                problems.add(
                        node, what + " lacks a row for category '" + category + "'", "add " + category + ": {...}");
            }
        }
        return rows;
    }

    private List<Boost> boosts(ConfigNode node) {
        List<Boost> boosts = new ArrayList<>();
        for (ConfigNode item : ConfigFields.items(node, problems, "'boosts'")) {
            ConfigFields boost = ConfigFields.of(item, problems, "a boost", "after", "emit", "steps", "probability");
            String after = boost.required("after")
                    .map(token -> names.token(token, "'after'"))
                    .orElse("");
            String emit = boost.required("emit")
                    .map(token -> names.ordinaryToken(token, "'emit'"))
                    .orElse("");
            int steps = boost.integer("steps", 1, MOST_STEPS);
            double probability = boost.number("probability", LEAST_PROBABILITY, 1 - LEAST_PROBABILITY);
            String name = names.ruleName(item, "boost:" + after + ":" + emit);
            if (!Double.isNaN(probability)) {
                boosts.add(new Boost(name, after, emit, steps, probability));
            }
        }
        return boosts;
    }

    /** The tokens of brackets belong to the vocabulary, so they are declared before anything refers to them. */
    private List<ConfigFields> declareBrackets(ConfigNode list) {
        List<ConfigFields> spans = new ArrayList<>();
        for (ConfigNode item : ConfigFields.items(list, problems, "'brackets'")) {
            ConfigFields span = ConfigFields.of(
                    item,
                    problems,
                    "a bracket",
                    "name",
                    "open",
                    "close",
                    "probability",
                    "lengths",
                    "first",
                    "rows",
                    "redraws",
                    "then");
            span.required("open").ifPresent(names::declareBracketToken);
            span.required("close").ifPresent(names::declareBracketToken);
            span.required("name").ifPresent(node -> nameRules(node, span.text("name")));
            spans.add(span);
        }
        return spans;
    }

    private void nameRules(ConfigNode node, String bracket) {
        for (String rule : List.of("post-" + bracket, bracket + "-content", bracket + "-close", bracket + "-open")) {
            names.ruleName(node, rule);
        }
    }

    private List<Bracket> brackets(List<ConfigFields> spans) {
        List<Bracket> brackets = new ArrayList<>();
        for (ConfigFields span : spans) {
            double probability = span.number("probability", LEAST_PROBABILITY, 1 - LEAST_PROBABILITY);
            List<Integer> lengths = lengths(span);
            String first = category(span, "first");
            String then = category(span, "then");
            Map<String, Map<String, Double>> rows =
                    span.required("rows").map(node -> spanRows(node, first)).orElse(Map.of());
            int redraws = span.integer("redraws", 0, MOST_STEPS);
            if (!Double.isNaN(probability) && !lengths.isEmpty()) {
                String open = span.text("open");
                String close = span.text("close");
                brackets.add(
                        new Bracket(span.text("name"), open, close, probability, lengths, first, rows, redraws, then));
            }
        }
        return brackets;
    }

    private String category(ConfigFields span, String key) {
        return span.required(key)
                .map(node -> names.category(node, "'" + key + "'"))
                .orElse("");
    }

    private List<Integer> lengths(ConfigFields span) {
        List<Integer> lengths = new ArrayList<>();
        for (ConfigNode item : span.items("lengths")) {
            int length = ConfigFields.integer(item, problems, "a length", 1, LONGEST_SPAN);
            if (lengths.contains(length)) {
                problems.add(item, "the length " + length + " stands twice", "remove one; lengths are equally likely");
            }
            lengths.add(length);
        }
        return lengths;
    }

    /** Every category that can stand inside needs a row, for the token after it. */
    private Map<String, Map<String, Double>> spanRows(ConfigNode node, String first) {
        Map<String, Map<String, Double>> rows = transitions(node, List.of(), "'rows'");
        Set<String> inside = new LinkedHashSet<>(List.of(first));
        rows.values().forEach(row -> inside.addAll(row.keySet()));
        inside.removeAll(rows.keySet());
        for (String category : inside) {
            if (names.categories().contains(category)) {
                problems.add(node, "'rows' lacks a row for category '" + category + "'", "add " + category + ": {...}");
            }
        }
        return rows;
    }

    private void requireRoomForRules(ConfigNode root, List<Bracket> brackets) {
        double opening = brackets.stream().mapToDouble(Bracket::probability).sum();
        if (opening >= 1) {
            problems.add(root, "brackets open with probability " + opening + " in all", "leave some for the rules");
        }
    }
}
