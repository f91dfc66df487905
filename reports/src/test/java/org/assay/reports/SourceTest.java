package org.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house that compiled classes do not show. */
class SourceTest {
    private static final List<String> MODULES = List.of("datasets", "symbolic", "neural", "analysis", "reports");
    private static final int MOST_LINES = 400;

    /** Files that may be longer, each with its reason. */
    private static final Map<String, String> LONG_FOR_A_REASON = Map.of();

    private static final Path ROOT = Path.of(System.getProperty("assay.root"));

    /** Path below the root, with forward slashes, to text. */
    private static final Map<String, String> SOURCES = new TreeMap<>();

    @BeforeAll
    static void read_all_sources() throws IOException {
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(SourceTest::read);
            }
        }
    }

    private static void read(Path file) {
        try {
            SOURCES.put(ROOT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_sources_of_all_modules_were_seen() {
        assertThat(MODULES)
                .allSatisfy(module -> assertThat(SOURCES.keySet().stream()
                                .filter(path -> path.startsWith(module + "/src/main/java/org/assay/" + module + "/")))
                        .hasSizeGreaterThan(8));
        assertThat(SOURCES).containsKey("datasets/src/main/java/org/assay/datasets/origin/Seed.java");
    }

    @Test
    void every_package_says_what_it_is_for() {
        assertThat(SOURCES.keySet())
                .filteredOn(path -> path.contains("/src/main/java/"))
                .allSatisfy(path -> assertThat(SOURCES)
                        .containsKey(path.substring(0, path.lastIndexOf('/')) + "/package-info.java"));
        assertThat(offenders("package-info.java", text -> !text.startsWith("/**") || text.contains("To be written")))
                .isEmpty();
    }

    /** Paths of sources that contain {@code part} and whose text {@code fails}. */
    private static List<String> offenders(String part, Predicate<String> fails) {
        return SOURCES.entrySet().stream()
                .filter(source ->
                        source.getKey().contains(part) && !source.getKey().endsWith("/SourceTest.java"))
                .filter(source -> fails.test(source.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void no_file_is_too_long_to_read_at_once() {
        Map<String, Long> tooLong = new TreeMap<>();
        SOURCES.forEach((path, text) -> {
            if (text.lines().count() > MOST_LINES && !LONG_FOR_A_REASON.containsKey(path)) {
                tooLong.put(path, text.lines().count());
            }
        });
        assertThat(tooLong).isEmpty();
        assertThat(SOURCES.keySet()).containsAll(LONG_FOR_A_REASON.keySet());
    }

    /** In bytecode a try-with-resources looks the same, so this is a rule about text. */
    @Test
    void nobody_but_the_command_line_catches_whatever_comes() {
        Pattern whatever = Pattern.compile("catch \\((final )?([\\w. ]+\\| *)*(Exception|Throwable)\\b");
        assertThat(whatever.matcher("} catch (Throwable t) {").find()).isTrue();
        assertThat(offenders("/src/main/", text -> whatever.matcher(text).find()))
                .allMatch(path -> path.contains("/reports/cli/"));
    }

    @Test
    void no_source_knows_a_machine_or_a_person() {
        Pattern place = Pattern.compile("[\"' (](/(home|root|work|Users|tmp|var|mnt)/|[A-Z]:\\\\\\\\)|\\.\\./shared");
        assertThat(place.matcher("Path.of(\"/home/me/x\")").find()).isTrue();
        assertThat(offenders("", text -> place.matcher(text).find())).isEmpty();
    }

    @Test
    void nothing_is_left_for_later() {
        Pattern later = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
        assertThat(offenders("", text -> later.matcher(text).find())).isEmpty();
    }
}
