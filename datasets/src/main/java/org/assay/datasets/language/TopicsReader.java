package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.process.GeneratingProcess;

/**
 * Reads topics from YAML.
 *
 * <pre>
 * kind: topics
 * name: moods
 * of: [calm.yaml, spoken.yaml]
 * weights: [0.5, 0.5]
 * switching: 0.05                  # may be left out: one topic for a sequence
 * </pre>
 */
final class TopicsReader {
    private static final double SUM_TOLERANCE = 1e-6;

    private final ConfigProblems problems;
    private final Function<String, GeneratingProcess> open;

    TopicsReader(String where, Function<String, GeneratingProcess> open) {
        this.problems = new ConfigProblems(where);
        this.open = open;
    }

    GeneratingProcess process(ConfigNode root) {
        ConfigFields fields = ConfigFields.of(
                root, problems, "a process of kind topics", "kind", "name", "of", "weights", "switching");
        String name = fields.name();
        List<RuleLanguage> languages = new ArrayList<>();
        fields.items("of").forEach(node -> addLanguage(node, languages));
        double[] weights = fields.items("weights").stream()
                .mapToDouble(node -> ConfigFields.number(node, problems, "a weight", 1e-9, 1))
                .toArray();
        double total = Arrays.stream(weights).sum();
        if (Math.abs(total - 1) > SUM_TOLERANCE) {
            fields.optional("weights").ifPresent(node -> {
                problems.add(node, "the weights sum to " + total + ", not 1", "make them sum to 1");
            });
        }
        double switching = fields.has("switching") ? fields.number("switching", 0, 1 - 1e-9) : 0;
        problems.throwIfAny();
        try {
            double[] shares = Arrays.stream(weights).map(w -> w / total).toArray();
            return Topics.of(name, languages, shares, switching);
        } catch (IllegalArgumentException e) {
            problems.add(root, e.getMessage(), "give them one vocabulary, a weight each and no brackets");
            problems.throwIfAny();
            throw e;
        }
    }

    private void addLanguage(ConfigNode node, List<RuleLanguage> languages) {
        String text = ConfigFields.text(node, problems, "a topic");
        if (text.isEmpty()) {
            return;
        }
        try {
            GeneratingProcess process = open.apply(text);
            if (process instanceof RuleLanguage language) {
                languages.add(language);
            } else {
                problems.add(
                        node,
                        process.name() + " is of kind " + process.kind() + ", a rule language is needed here",
                        "name a rule language");
            }
        } catch (IllegalArgumentException e) {
            problems.add(node, e.getMessage(), "name a built-in language or a file beside this one");
        }
    }
}
