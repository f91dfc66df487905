package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.RuleDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageReaderTest {
    private static final String SMALL = """
            name: small
            vocabulary:
              X: [a, b]
              Y: [c]
            start: X
            transitions:
              X: {X: 0.5, Y: 0.5}
              Y: {X: 1}
            rules:
              - kind: skip-trigram
                window: 4
                rows:
                  - {anchor: a, trigger: c, emit: b}
              - {kind: induction, over: X}
            boosts:
              - {after: a, emit: c, steps: 2, probability: 0.1}
            brackets:
              - name: paren
                open: "("
                close: ")"
                probability: 0.1
                lengths: [1, 2]
                first: X
                rows: {X: {X: 1}}
                redraws: 0
                then: Y
            """;

    @TempDir
    Path folder;

    @Test
    void a_language_of_ones_own_is_a_process() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), SMALL);
        var process = Languages.open(file.toString());
        assertThat(process.name()).isEqualTo("small");
        assertThat(process.vocabulary().tokens()).containsExactly("a", "b", "c", "(", ")");
        assertThat(process.rules())
                .containsExactly(
                        "post-paren",
                        "paren-content",
                        "paren-close",
                        "skip-trigram:a:c",
                        "induction",
                        "category-bigram",
                        "boost:a:c",
                        "paren-open");
    }

    @Test
    void three_mistakes_are_three_problems_with_line_and_column() {
        String text = SMALL.replace("window: 4", "window: 0")
                .replace("trigger: c", "trigger: d")
                .replace("X: {X: 0.5, Y: 0.5}", "X: {X: 0.5, Y: 0.4}");
        assertThat(problems(text))
                .extracting(Problem::toString)
                .containsExactly(
                        "bad.yaml:7:6: the probabilities of row 'X' sum to 0.9, not 1 - change one of them",
                        "bad.yaml:11:13: 'window' must be a whole number from 1 to 1000, got '0'"
                                + " - write a whole number in that range",
                        "bad.yaml:13:30: 'trigger' names 'd', which is no token outside brackets - known: a, b, c");
    }

    @Test
    void a_token_that_stands_twice_points_to_the_first() {
        assertOnly(
                SMALL.replace("Y: [c]", "Y: [b]")
                        .replace("trigger: c", "trigger: b")
                        .replace("emit: c", "emit: b"),
                4,
                7,
                "token 'b' stands twice in the vocabulary, first in line 3");
    }

    @Test
    void unknown_keys_get_a_suggestion() {
        assertOnly(SMALL.replace("    window: 4", "    widnow: 4"), 11, 5, "has no field 'widnow'");
        assertThat(problems(SMALL.replace("    window: 4", "    widnow: 4"))
                        .get(0)
                        .fix())
                .isEqualTo("did you mean 'window'?");
    }

    @Test
    void unknown_kinds_get_a_suggestion() {
        String text = SMALL.replace("kind: skip-trigram", "kind: skip-trigran");
        assertOnly(text, 10, 11, "there is no kind of rule 'skip-trigran'");
        assertThat(problems(text).get(0).fix()).isEqualTo("did you mean 'skip-trigram'?");
    }

    @Test
    void wrong_types_are_named() {
        assertOnly(SMALL.replace("steps: 2", "steps: two"), 16, 32, "'steps' must be a whole number");
        assertOnly(SMALL.replace("steps: 2", "steps: 1.5"), 16, 32, "got '1.5'");
        assertOnly(SMALL.replace("lengths: [1, 2]", "lengths: 2"), 22, 14, "'lengths' must be a list, got '2'");
        assertOnly(
                SMALL.replace("Y: {X: 1}", "Y: [X]"), 8, 6, "row 'Y' must be a mapping of keys to values, got a list");
        assertOnly(SMALL.replace("start: X", "start: [X]"), 5, 8, "'start' must be a word, got a list");
        assertOnly(
                SMALL.replace("probability: 0.1\n", "probability: .nan\n"), 21, 18, "'probability' must be a number");
    }

    @Test
    void missing_fields_and_rows_are_named() {
        assertOnly(SMALL.replace("start: X\n", ""), 1, 1, "a language lacks the field 'start'");
        assertOnly(SMALL.replace("  Y: {X: 1}\n", ""), 7, 3, "lacks a row for category 'Y'");
        assertOnly(
                SMALL.replace("rows: {X: {X: 1}}", "rows: {X: {Y: 1}}"), 24, 11, "'rows' lacks a row for category 'Y'");
        assertOnly(SMALL.replace("    then: Y\n", ""), 18, 5, "a bracket lacks the field 'then'");
    }

    @Test
    void rules_that_can_never_win_against_their_twin_are_refused() {
        String row = "      - {anchor: a, trigger: c, emit: b}\n";
        assertOnly(SMALL.replace(row, row + row), 14, 9, "rule 'skip-trigram:a:c' stands twice, first in line 13");
    }

    @Test
    void what_is_not_yaml_or_more_than_is_needed_is_refused() {
        assertOnly("name: [a", 1, 9, "is not YAML");
        assertOnly("", 1, 1, "is empty");
        assertOnly("- a", 1, 1, "a language must be a mapping");
        assertOnly(SMALL.replace("start: X", "start: X\nstart: Y"), 6, 1, "the key 'start' stands twice");
        assertOnly(
                SMALL.replace("start: X", "start: &x X").replace("over: X", "over: *x"), 14, 29, "anchors and aliases");
        assertOnly("a: " + "[".repeat(30) + "]".repeat(30), 1, 23, "nested deeper than 20");
        assertOnly("x".repeat((1 << 20) + 1), 1, 1, "longer than");
    }

    /** Reading ends in a language or in a list of problems, whatever stands in the file. */
    @Test
    void files_damaged_at_random_never_end_in_another_error() {
        Draws draws = Seed.of(1).child("damage").draws();
        int read = 0;
        for (int trial = 0; trial < 2000; trial++) {
            StringBuilder text = new StringBuilder(SMALL);
            for (int edit = 0; edit <= draws.nextInt(3); edit++) {
                int from = draws.nextInt(text.length());
                int to = Math.min(text.length(), from + draws.nextInt(6));
                int source = draws.nextInt(text.length() - 8);
                text.replace(from, to, text.substring(source, source + draws.nextInt(8)));
            }
            try {
                RuleLanguage.of(LanguageReader.read("bad.yaml", text.toString()));
                read++;
            } catch (ConfigException e) {
                assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.line() > 0 && problem.column() > 0);
            }
        }
        assertThat(read).isBetween(1, 1999);
    }

    @Test
    void rules_are_described_for_people() {
        assertThat(Languages.open("toy-english").ruleDescriptions())
                .contains(
                        new RuleDescription("token-trigram:in:park", "token-trigram", "in park", "alice"),
                        new RuleDescription(
                                "skip-trigram:lake:new",
                                "skip-trigram",
                                "lake ... new, the anchor 1 to 8 tokens before",
                                "or"),
                        new RuleDescription(
                                "noun-bigram:alice", "token-bigram", "alice", "sees 0.7, helps 0.2, finds 0.1"),
                        new RuleDescription(
                                "paren-close",
                                "bracket-close",
                                "after 2, 3, 4 tokens inside ( ), equally likely",
                                ")"));
    }

    @Test
    void a_file_that_is_not_text_is_refused() throws IOException {
        Path file = Files.write(folder.resolve("noise.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Languages.open(file.toString()))
                .withMessageContaining("is not UTF-8 text");
    }

    @Test
    void a_name_that_is_nothing_gets_a_suggestion_or_else_the_list_and_a_file_neither() {
        assertThatExceptionOfType(UnknownLanguageException.class)
                .isThrownBy(() -> Languages.open("toy-engish"))
                .withMessageContaining("did you mean 'toy-english'?")
                .withMessageNotContaining("built in");
        assertThatExceptionOfType(UnknownLanguageException.class)
                .isThrownBy(() -> Languages.open("no-such"))
                .withMessageContaining("built in: " + String.join(", ", Languages.names()));
        assertThatExceptionOfType(UnknownLanguageException.class)
                .isThrownBy(() -> Languages.open("nowhere.yaml"))
                .withMessage("there is no language or process 'nowhere.yaml', nor a file of that name");
        assertThatExceptionOfType(UnknownLanguageException.class).isThrownBy(() -> Languages.open("\0"));
        assertThatExceptionOfType(UnknownLanguageException.class).isThrownBy(() -> Languages.open(""));
    }

    @Test
    void every_built_in_name_opens() {
        assertThat(Languages.names()).isSorted();
        for (String name : Languages.names()) {
            assertThat(Languages.open(name).name()).isEqualTo(name);
        }
    }

    private static List<Problem> problems(String text) {
        return catchThrowableOfType(ConfigException.class, () -> LanguageReader.read("bad.yaml", text))
                .problems();
    }

    /** The problems of {@code text} say these things, in order of the file, and one of them is at this place. */
    private static void assertOnly(String text, int line, int column, String... whats) {
        List<Problem> problems = problems(text);
        assertThat(problems).hasSize(whats.length);
        assertThat(problems).anyMatch(problem -> problem.line() == line && problem.column() == column);
        for (String what : whats) {
            assertThat(problems)
                    .extracting(Problem::what)
                    .anySatisfy(found -> assertThat(found).contains(what));
        }
    }
}
