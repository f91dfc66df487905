package org.assay.analysis.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigOverride;

/** Experiments by name: the built-in ones, or a YAML file. */
public final class Experiments {
    private static final List<String> BUILT_IN = List.of("quickstart", "toy-english");

    private Experiments() {}

    /** Names of the built-in experiments. */
    public static List<String> names() {
        return BUILT_IN;
    }

    /** Whether {@link #open} would find it. */
    public static boolean exists(String nameOrFile) {
        return BUILT_IN.contains(nameOrFile) || Files.isRegularFile(Path.of(nameOrFile));
    }

    /**
     * @param nameOrFile built-in name or YAML file
     * @param overrides  assignments such as {@code languages.mess3.training.steps=500}
     * @throws org.assay.datasets.file.ConfigException with everything that is wrong, line and column
     */
    public static ExperimentSpec open(String nameOrFile, List<String> overrides) throws IOException {
        boolean builtIn = BUILT_IN.contains(nameOrFile);
        String where = builtIn ? nameOrFile + ".yaml" : nameOrFile;
        ConfigNode root = builtIn ? ConfigNode.parse(where, resource(where)) : ConfigNode.read(Path.of(nameOrFile));
        for (String assignment : overrides) {
            root = ConfigOverride.apply(root, assignment);
        }
        return ExperimentReader.read(where, root);
    }

    private static String resource(String name) {
        try (InputStream stream = Experiments.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the built-in experiment " + name + " is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
