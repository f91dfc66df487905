package org.assay.datasets.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Category;
import org.assay.datasets.language.LanguageDefinition.Dispatch;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.Suppression;
import org.assay.datasets.origin.Seed;

/**
 * Reads a rule language from YAML. Everything that is wrong is reported at once, each with line, column and what to do;
 * {@code toy-english.yaml} shows every field.
 */
public final class LanguageReader {
    private static final List<String> MODES = List.of("priority", "mixture");
    private static final int DEEPEST = 16;
    private static final double HEAVIEST = 1e6;
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

    /** The same of a tree that was parsed already. */
    static LanguageDefinition read(String where, ConfigNode root) {
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
                "dispatch",
                "fallback-weight",
                "noise",
                "rules",
                "boosts",
                "suppressions",
                "brackets",
                "nesting",
                "relabel");
        String name = fields.name();
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
        Dispatch dispatch = dispatch(fields);
        List<Group> groups = fields.optional("rules")
                .map(node -> new RuleReader(names).groups(node, dispatch.isMixture()))
                .orElse(List.of());
        List<Boost> boosts = fields.optional("boosts").map(this::boosts).orElse(List.of());
        List<Suppression> suppressions =
                fields.optional("suppressions").map(this::suppressions).orElse(List.of());
        List<Bracket> brackets = brackets(spans);
        int nesting = fields.has("nesting") ? fields.integer("nesting", 1, DEEPEST) : 1;
        fields.optional("brackets").ifPresent(node -> requireRoomForRules(node, brackets, dispatch.noise()));
        Optional<Seed> relabel = fields.optional("relabel").map(node -> Seed.of(fields.integer("relabel", 0, 1 << 30)));
        LanguageDefinition definition = new LanguageDefinition(
                name,
                fields.text("source", ""),
                categories,
                start,
                transitions,
                dispatch,
                groups,
                boosts,
                suppressions,
                brackets,
                nesting,
                relabel);
        if (problems.isEmpty()) {
            requireReachable(definition, fields);
        }
        return definition;
    }

    private Dispatch dispatch(ConfigFields fields) {
        String word = fields.text("dispatch", "priority");
        if (!word.isEmpty() && !MODES.contains(word)) {
            fields.optional("dispatch").ifPresent(node -> {
                problems.add(node, "there is no dispatch '" + word + "'", Spelling.hint(word, MODES));
            });
        }
        boolean mixture = word.equals("mixture");
        if (fields.has("fallback-weight") && word.equals("priority")) {
            fields.optional("fallback-weight").ifPresent(node -> {
                problems.add(
                        node,
                        "'fallback-weight' has no meaning here: only a mixture has weights",
                        "remove it or write dispatch: mixture");
            });
        }
        double weight = fields.has("fallback-weight") ? fields.number("fallback-weight", 0, HEAVIEST) : 0;
        double noise = fields.has("noise") ? fields.number("noise", 0, 1 - LEAST_PROBABILITY) : 0;
        boolean readable = !Double.isNaN(weight) && !Double.isNaN(noise);
        Dispatch.Mode mode = mixture ? Dispatch.Mode.MIXTURE : Dispatch.Mode.PRIORITY;
        return readable ? new Dispatch(mode, weight, noise) : new Dispatch(mode, 0, 0);
    }

    /** A category that nothing leads to is a slip: its tokens would stand in the vocabulary and never come. */
    private void requireReachable(LanguageDefinition definition, ConfigFields fields) {
        Set<String> reachable = Reachable.categories(definition);
        ConfigNode vocabulary = fields.required("vocabulary").orElseThrow();
        for (ConfigNode.Entry entry : ConfigFields.entries(vocabulary, problems, "'vocabulary'")) {
            if (!reachable.contains(entry.key())) {
                problems.add(
                        entry.line(),
                        entry.column(),
                        "category '" + entry.key() + "' can never come: nothing that can come leads to it",
                        "give it a share in a row of 'transitions', or remove it");
            }
        }
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

    private List<Suppression> suppressions(ConfigNode node) {
        List<Suppression> suppressions = new ArrayList<>();
        for (ConfigNode item : ConfigFields.items(node, problems, "'suppressions'")) {
            ConfigFields fields =
                    ConfigFields.of(item, problems, "a suppression", "name", "token", "near", "window", "factor");
            String token = fields.required("token")
                    .map(each -> names.tokenOrCategory(each, "'token'"))
                    .orElse("");
            String near = fields.required("near")
                    .map(each -> names.token(each, "'near'"))
                    .orElse("");
            int window = fields.integer("window", 1, MOST_STEPS);
            double factor = fields.has("factor") ? fields.number("factor", 0, 1 - LEAST_PROBABILITY) : 0;
            String name = names.ruleName(item, fields.text("name", "suppression:" + near + ":" + token));
            if (!Double.isNaN(factor)) {
                suppressions.add(new Suppression(name, token, near, window, factor));
            }
        }
        return suppressions;
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
            if (!span.text("close").equals(span.text("open"))) {
                span.required("close").ifPresent(names::declareBracketToken);
            }
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
            int redraws = span.has("redraws") ? span.integer("redraws", 0, MOST_STEPS) : 0;
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

    private void requireRoomForRules(ConfigNode at, List<Bracket> brackets, double noise) {
        double opening = brackets.stream().mapToDouble(Bracket::probability).sum();
        if (opening + noise >= 1) {
            problems.add(
                    at,
                    "brackets open with probability " + ConfigFields.decimal(opening) + " in all"
                            + (noise > 0 ? ", and noise takes " + ConfigFields.decimal(noise) : ""),
                    "leave some for the rules");
        }
    }
}
