package org.assay.analysis.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;

/**
 * What a finished run gives to the world: {@code result.json} with everything that was found and, for each language, the trained
 * networks with their metrics and the fitted programs. Every file is a function of the specification alone.
 */
public final class RunFolder {
    /** Name of the file that holds the {@link RunResult}. */
    public static final String RESULT = "result.json";

    private RunFolder() {}

    /** Where the run of {@code spec} under {@code root} lies; it holds {@link #RESULT} when it is complete. */
    public static Path of(Path root, ExperimentSpec spec) {
        return root.resolve(spec.name() + "-" + spec.key().brief());
    }

    static Path write(Path root, ExperimentSpec spec, RunResult result, List<LanguageOutcome> outcomes)
            throws IOException {
        Path folder = Files.createDirectories(of(root, spec));
        AtomicFile.write(folder.resolve("experiment.json"), Json.pretty(spec));
        for (LanguageOutcome outcome : outcomes) {
            Path language = folder.resolve(outcome.process().name());
            for (int i = 0; i < outcome.networks().size(); i++) {
                NetworkStage network = outcome.networks().get(i);
                Path target = language.resolve("network-" + i);
                network.verifiedModel();
                copy(network.model(), target);
                Optional<byte[]> metrics = network.metrics(outcome.trained().get(i));
                if (metrics.isPresent()) {
                    AtomicFile.write(target.resolve("metrics.jsonl"), metrics.get());
                }
            }
            for (int r = 0; r < outcome.measurements().size(); r++) {
                AtomicFile.write(
                        language.resolve("program-" + r + ".assay"),
                        outcome.measurements().get(r).program());
            }
        }
        AtomicFile.write(folder.resolve(RESULT), Json.pretty(result));
        return folder;
    }

    /** Reads the result of a finished run. */
    public static RunResult read(Path folder) throws IOException {
        return Json.read(folder.resolve(RESULT), RunResult.class);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.sorted().toList()) {
                AtomicFile.write(to.resolve(file.getFileName().toString()), Files.readAllBytes(file));
            }
        }
    }
}
