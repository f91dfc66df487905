package org.assay.datasets.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of known numbers, docs/oracles.md, names tests that exist. */
class OracleListTest {
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Test)#([a-z0-9_]+)`");

    @Test
    void every_test_that_is_named_exists() throws IOException {
        List<MatchResult> named = TEST.matcher(Files.readString(Path.of("../docs/oracles.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(30);
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<Path> tests = files.filter(file -> file.toString().contains("src/test/java"))
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .toList();
            for (MatchResult test : named) {
                List<Path> found = tests.stream()
                        .filter(file -> file.getFileName().toString().equals(test.group(1) + ".java"))
                        .toList();
                assertThat(found).as(test.group(1)).hasSize(1);
                assertThat(Files.readString(found.get(0))).contains("void " + test.group(2) + "(");
            }
        }
    }
}
