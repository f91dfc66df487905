package org.assay.datasets.language;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Reads a language with hidden spans from YAML.
 *
 * <pre>
 * kind: hidden-spans
 * name: market-with-asides
 * of: market.yaml                  # a rule language without brackets of its own, which has the two tokens
 * open: "("
 * close: ")"
 * probability: 0.01
 * lengths: [1, 2, 3]
 * content: [baker, smith]
 * then: [baker, smith]
 * </pre>
 */
final class HiddenSpansReader {
    private static final int LONGEST = 1_000;

    private final ConfigProblems problems;
    private final Function<String, GeneratingProcess> open;

    HiddenSpansReader(String where, Function<String, GeneratingProcess> open) {
        this.problems = new ConfigProblems(where);
        this.open = open;
    }

    GeneratingProcess process(ConfigNode root) {
        ConfigFields fields = ConfigFields.of(
                root,
                problems,
                "a process of kind hidden-spans",
                "kind",
                "name",
                "source",
                "of",
                "open",
                "close",
                "probability",
                "lengths",
                "content",
                "then");
        String name = fields.name();
        Optional<RuleLanguage> of = fields.required("of").flatMap(this::language);
        double probability = fields.number("probability", 1e-9, 1 - 1e-9);
        List<Integer> lengths = fields.items("lengths").stream()
                .map(node -> ConfigFields.integer(node, problems, "a length", 1, LONGEST))
                .toList();
        problems.throwIfAny();
        Vocabulary vocabulary = of.orElseThrow().vocabulary();
        int opens = token(fields, "open", vocabulary);
        int closes = token(fields, "close", vocabulary);
        List<Integer> content = tokens(fields, "content", vocabulary);
        List<Integer> then = tokens(fields, "then", vocabulary);
        problems.throwIfAny();
        try {
            HiddenSpans.Shape shape = new HiddenSpans.Shape(opens, closes, probability, lengths, content, then);
            return HiddenSpans.of(name, fields.text("source", ""), of.get(), shape);
        } catch (IllegalArgumentException e) {
            problems.add(root, e.getMessage(), "change what a span looks like");
            problems.throwIfAny();
            throw e;
        }
    }

    private Optional<RuleLanguage> language(ConfigNode node) {
        String text = ConfigFields.text(node, problems, "'of'");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            GeneratingProcess process = open.apply(text);
            if (process instanceof RuleLanguage language
                    && language.definition().brackets().isEmpty()) {
                return Optional.of(language);
            }
            problems.add(
                    node,
                    process.name() + " is no rule language without brackets",
                    "give it the two tokens in a category of their own");
        } catch (IllegalArgumentException e) {
            problems.add(node, e.getMessage(), "name a built-in language or a file beside this one");
        }
        return Optional.empty();
    }

    private int token(ConfigFields fields, String key, Vocabulary vocabulary) {
        return fields.required(key).map(node -> token(node, vocabulary)).orElse(0);
    }

    private List<Integer> tokens(ConfigFields fields, String key, Vocabulary vocabulary) {
        return fields.items(key).stream().map(node -> token(node, vocabulary)).toList();
    }

    private int token(ConfigNode node, Vocabulary vocabulary) {
        String text = ConfigFields.text(node, problems, "a token");
        if (!text.isEmpty() && !vocabulary.tokens().contains(text)) {
            problems.add(node, "there is no token '" + text + "'", Spelling.hint(text, vocabulary.tokens()));
            return 0;
        }
        return text.isEmpty() ? 0 : vocabulary.id(text);
    }
}
