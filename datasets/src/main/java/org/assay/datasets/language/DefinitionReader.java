package org.assay.datasets.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.incontext.TaskReader;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.definition.CombinationReader;
import org.assay.datasets.process.definition.ProcessReader;

/**
 * Reads any process from a YAML file: a file without {@code kind} is a rule language, any other is read by the reader of its
 * kind. Parts that a file names are built-in or files beside it; a file that is made of itself is a mistake.
 */
final class DefinitionReader {
    private static final String HIDDEN_SPANS = "hidden-spans";
    private static final String TOPICS = "topics";

    private final Function<String, GeneratingProcess> builtIn;

    /** @param builtIn the built-in process of a name, or an UnknownLanguageException */
    DefinitionReader(Function<String, GeneratingProcess> builtIn) {
        this.builtIn = builtIn;
    }

    /**
     * Reads the process in {@code file}.
     *
     * @throws org.assay.datasets.file.ConfigException with all that is wrong with it
     */
    GeneratingProcess read(Path file) {
        return read(file, Set.of());
    }

    private GeneratingProcess read(Path file, Set<Path> within) {
        Set<Path> open = new LinkedHashSet<>(within);
        String where = file.toString();
        try {
            if (!open.add(file.toRealPath())) {
                throw new IllegalArgumentException(where + " is made of itself");
            }
            ConfigNode root = ConfigNode.read(file);
            return read(where, root, name -> part(file, name, open));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GeneratingProcess part(Path file, String name, Set<Path> open) {
        Path beside = file.resolveSibling(name);
        try {
            return Files.isRegularFile(beside) ? read(beside, open) : builtIn.apply(name);
        } catch (UnknownLanguageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static GeneratingProcess read(String where, ConfigNode root, Function<String, GeneratingProcess> open) {
        List<ConfigNode> kinds = root instanceof ConfigNode.Entries mapping
                ? mapping.entries().stream()
                        .filter(entry -> entry.key().equals("kind"))
                        .map(ConfigNode.Entry::value)
                        .toList()
                : List.of();
        if (kinds.isEmpty()) {
            return RuleLanguage.of(LanguageReader.read(where, root));
        }
        ConfigProblems problems = new ConfigProblems(where);
        String kind = ConfigFields.text(kinds.get(0), problems, "'kind'");
        problems.throwIfAny();
        if (ProcessReader.KINDS.contains(kind)) {
            return ProcessReader.read(where, root);
        } else if (TaskReader.KINDS.contains(kind)) {
            return TaskReader.read(where, root, kind);
        } else if (CombinationReader.KINDS.contains(kind)) {
            return CombinationReader.read(where, root, kind, open);
        } else if (kind.equals(HIDDEN_SPANS)) {
            return new HiddenSpansReader(where, open).process(root);
        } else if (kind.equals(TOPICS)) {
            return new TopicsReader(where, open).process(root);
        }
        List<String> known = new ArrayList<>(ProcessReader.KINDS);
        known.addAll(TaskReader.KINDS);
        known.addAll(CombinationReader.KINDS);
        known.addAll(List.of(HIDDEN_SPANS, TOPICS));
        String fix = Spelling.nearest(kind, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("known: " + String.join(", ", known) + "; a rule language has no 'kind'");
        problems.add(kinds.get(0), "there is no kind '" + kind + "'", fix);
        problems.throwIfAny();
        throw new IllegalStateException("an unknown kind is a problem");
    }
}
