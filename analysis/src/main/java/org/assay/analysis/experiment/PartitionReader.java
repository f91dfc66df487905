package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.experiment.partition.PartitionSpec;
import org.assay.analysis.experiment.partition.PartitionSpec.MethodSeeds;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.file.Spelling;

/** Reads which sites of a language's networks are cut into blocks, and how. */
final class PartitionReader {
    private static final int LARGEST = Integer.MAX_VALUE;

    private PartitionReader() {}

    static Optional<PartitionSpec> read(ConfigNode node, ConfigProblems problems) {
        int before = problems.count();
        ConfigFields fields = ConfigFields.of(
                node,
                problems,
                "partitions",
                "sites",
                "methods",
                "blocks",
                "factors",
                "fit_sequences",
                "score_sequences",
                "pairs",
                "random_partitions",
                "random_exchanges");
        List<String> sites = fields.texts("sites");
        List<MethodSeeds> methods =
                fields.required("methods").map(at -> methods(at, problems)).orElse(List.of());
        int blocks = fields.integer("blocks", 1, LARGEST);
        List<String> factors = fields.has("factors") ? fields.texts("factors") : List.of();
        int fitted = fields.integer("fit_sequences", 0, LARGEST);
        int scored = fields.integer("score_sequences", 0, LARGEST);
        int pairs = fields.integer("pairs", 0, LARGEST);
        int draws = fields.integer("random_partitions", 0, LARGEST);
        int exchanged = fields.integer("random_exchanges", 0, LARGEST);
        if (problems.count() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PartitionSpec(sites, methods, blocks, factors, fitted, scored, pairs, draws, exchanged));
        } catch (IllegalArgumentException e) {
            problems.add(node, e.getMessage(), "choose a value in that range");
            return Optional.empty();
        }
    }

    /** How many seeds by name of the method; 0 leaves it out. */
    private static List<MethodSeeds> methods(ConfigNode node, ConfigProblems problems) {
        List<MethodSeeds> methods = new ArrayList<>();
        for (ConfigNode.Entry entry : ConfigFields.entries(node, problems, "methods")) {
            int seeds = ConfigFields.integer(entry.value(), problems, "seeds of '" + entry.key() + "'", 0, 100);
            if (!PartitionSpec.names().contains(entry.key())) {
                problems.add(
                        entry.value(),
                        "there is no way to cut called '" + entry.key() + "'",
                        Spelling.hint(entry.key(), PartitionSpec.names()));
            } else if (seeds > 0) {
                methods.add(new MethodSeeds(entry.key(), seeds));
            }
        }
        return methods;
    }
}
