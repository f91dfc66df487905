package org.assay.datasets.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assay.datasets.incontext.InContextProcesses;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.library.BuiltInProcesses;

/** Every process that can be asked for by name, and rule languages in files. */
public final class Languages {
    private static final Map<String, Supplier<GeneratingProcess>> BUILT_IN = new TreeMap<>(Map.of(
            "interference", () -> RuleLanguage.of(definition("interference")),
            "nested", () -> RuleLanguage.of(definition("nested")),
            "skip-trigrams", () -> RuleLanguage.of(definition("skip-trigrams")),
            "toy-english", () -> RuleLanguage.of(definition("toy-english")),
            "toy-english-v1", Languages::toyEnglishOne,
            "toy-english-v2-128", () -> RuleLanguage.of(definition("toy-english-v2-128")),
            "toy-english-v2", () -> RuleLanguage.of(definition("toy-english-v2"))));

    static {
        BUILT_IN.putAll(BuiltInProcesses.byName());
        BUILT_IN.putAll(InContextProcesses.builtIn());
    }

    private Languages() {}

    /** The built-in names, sorted. */
    public static List<String> names() {
        return List.copyOf(BUILT_IN.keySet());
    }

    /**
     * The built-in process of that name, or else the process or rule language in that YAML file.
     *
     * @throws UnknownLanguageException when there is neither
     * @throws org.assay.datasets.file.ConfigException when the file is wrong
     */
    public static GeneratingProcess open(String nameOrYamlFile) {
        if (BUILT_IN.containsKey(nameOrYamlFile)) {
            return builtIn(nameOrYamlFile);
        }
        Path file = path(nameOrYamlFile);
        if (!Files.isRegularFile(file)) {
            throw new UnknownLanguageException(nameOrYamlFile, names());
        }
        return new DefinitionReader(Languages::builtIn).read(file);
    }

    private static GeneratingProcess builtIn(String name) {
        Supplier<GeneratingProcess> builtIn = BUILT_IN.get(name);
        if (builtIn == null) {
            throw new UnknownLanguageException(name, names());
        }
        return builtIn.get();
    }

    /** The first toy language: its brackets may be noise. */
    private static GeneratingProcess toyEnglishOne() {
        RuleLanguage visible = RuleLanguage.of(definition("toy-english-v1"));
        List<Integer> entities = IntStream.range(0, 8).boxed().toList();
        int open = visible.vocabulary().id("(");
        int close = visible.vocabulary().id(")");
        HiddenSpans.Shape shape = new HiddenSpans.Shape(open, close, .01, List.of(1, 2, 3), entities, entities);
        return HiddenSpans.of(visible.name(), visible.source(), visible, shape);
    }

    /** The definition of a built-in rule language, as its file says it. */
    static LanguageDefinition definition(String name) {
        String file = name + ".yaml";
        try (InputStream in = Languages.class.getResourceAsStream(file)) {
            return LanguageReader.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UnknownLanguageException(name, names());
        }
    }
}
