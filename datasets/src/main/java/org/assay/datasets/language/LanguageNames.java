package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.file.Spelling;

/** The names that a language file has declared so far, and the checks of whatever refers to them. */
final class LanguageNames {
    private static final double SUM_TOLERANCE = 1e-6;
    private static final int MOST_TOKENS = 1_000;
    private static final String TOKEN_OR_CATEGORY = "token outside brackets or category";

    private final ConfigProblems problems;
    private final Map<String, ConfigNode> declared = new LinkedHashMap<>();
    private final List<String> ordinary = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private final Map<String, List<String>> tokensOf = new LinkedHashMap<>();
    private final Map<String, Integer> ruleNames = new LinkedHashMap<>();

    LanguageNames(ConfigProblems problems) {
        this.problems = problems;
    }

    ConfigProblems problems() {
        return problems;
    }

    List<String> categories() {
        return categories;
    }

    void declareCategory(String name) {
        categories.add(name);
        tokensOf.put(name, new ArrayList<>());
    }

    /** A token of the category declared last. */
    String declareToken(ConfigNode node) {
        String token = declare(node, "a token");
        ordinary.add(token);
        tokensOf.get(categories.get(categories.size() - 1)).add(token);
        return token;
    }

    /** The opening or closing token of a bracket. */
    String declareBracketToken(ConfigNode node) {
        return declare(node, "a bracket token");
    }

    private String declare(ConfigNode node, String what) {
        String token = ConfigFields.text(node, problems, what);
        if (token.chars().anyMatch(Character::isWhitespace)) {
            problems.add(node, "token '" + token + "' holds white space", "join its words with '_'");
        }
        ConfigNode before = declared.putIfAbsent(token, node);
        if (before != null && !token.isEmpty()) {
            problems.add(
                    node,
                    "token '" + token + "' stands twice in the vocabulary, first in line " + before.line(),
                    "rename or remove one");
        }
        if (declared.size() == MOST_TOKENS + 1) {
            problems.add(node, "more than " + MOST_TOKENS + " tokens", "shorten the vocabulary");
        }
        return token;
    }

    /** Two rules must not share a name. */
    String ruleName(ConfigNode node, String name) {
        Integer before = ruleNames.putIfAbsent(name, node.line());
        if (name.equals(Grammar.FALLBACK) || name.equals(Grammar.NOISE)) {
            String owner = name.equals(Grammar.NOISE) ? "the noise" : "the transitions";
            problems.add(node, "the name '" + name + "' belongs to " + owner, "give the rule another name");
        } else if (before != null) {
            problems.add(
                    node,
                    "rule '" + name + "' stands twice, first in line " + before,
                    "remove one, or give its group another name");
        }
        return name;
    }

    /** Any token, one of a bracket included. */
    String token(ConfigNode node, String what) {
        return known(node, what, "token", declared.keySet());
    }

    /** A token of a category. */
    String ordinaryToken(ConfigNode node, String what) {
        return known(node, what, "token outside brackets", ordinary);
    }

    String category(ConfigNode node, String what) {
        return known(node, what, "category", categories);
    }

    private String known(ConfigNode node, String what, String kind, Collection<String> names) {
        String name = ConfigFields.text(node, problems, what);
        if (!name.isEmpty() && !names.isEmpty() && !names.contains(name)) {
            problems.add(node, what + " names '" + name + "', which is no " + kind, Spelling.hint(name, names));
        }
        return name;
    }

    /** One token for certain, or a mapping of tokens to probabilities. */
    Map<String, Double> tokenRow(ConfigNode node, String what) {
        return node instanceof ConfigNode.Text
                ? Map.of(ordinaryToken(node, what), 1.0)
                : row(node, what, "token outside brackets", ordinary);
    }

    /** A mapping of categories to probabilities. */
    Map<String, Double> categoryRow(ConfigNode node, String what) {
        return row(node, what, "category", categories);
    }

    /** A token or category for certain, or a mapping of them to probabilities; a name that is both is the token. */
    Map<String, Double> emission(ConfigNode node, String what) {
        List<String> names = new ArrayList<>(ordinary);
        names.addAll(categories);
        return node instanceof ConfigNode.Text
                ? Map.of(known(node, what, TOKEN_OR_CATEGORY, names), 1.0)
                : row(node, what, TOKEN_OR_CATEGORY, names);
    }

    /** A token or category. */
    String tokenOrCategory(ConfigNode node, String what) {
        List<String> names = new ArrayList<>(ordinary);
        names.addAll(categories);
        return known(node, what, TOKEN_OR_CATEGORY, names);
    }

    /** A token of {@code category}. */
    String tokenOf(ConfigNode node, String what, String category) {
        return known(node, what, "token of category '" + category + "'", tokensOf.getOrDefault(category, List.of()));
    }

    private Map<String, Double> row(ConfigNode node, String what, String kind, Collection<String> names) {
        Map<String, Double> row = new LinkedHashMap<>();
        List<ConfigNode.Entry> entries = ConfigFields.entries(node, problems, what);
        double sum = 0;
        for (ConfigNode.Entry entry : entries) {
            known(new ConfigNode.Text(entry.key(), entry.line(), entry.column()), what, kind, names);
            double probability =
                    ConfigFields.number(entry.value(), problems, "the probability of '" + entry.key() + "'", 0, 1);
            row.put(entry.key(), probability);
            sum += probability;
        }
        boolean readable = node instanceof ConfigNode.Entries && !Double.isNaN(sum);
        if (readable && !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            problems.add(
                    node,
                    "the probabilities of " + what + " sum to " + ConfigFields.decimal(sum) + ", not 1",
                    "change one of them");
        }
        return row;
    }
}
