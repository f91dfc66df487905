package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked example of docs/languages.md, and what is said when somebody slips in it. */
class LanguageMistakesTest {
    private static String example;

    @BeforeAll
    static void readExample() throws IOException {
        Path page = Path.of("../docs/languages.md");
        String text = Files.readString(page);
        int from = text.indexOf("```yaml\n") + "```yaml\n".length();
        example = text.substring(from, text.indexOf("```", from));
    }

    /** One slip: what is typed in place of what, and what must be said where. */
    private record Mistake(String right, String wrong, String at, String what, String fix) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake(
                        "[baker, smith, miller, singer]",
                        "[baker, smith, the, singer]",
                        "the, singer]",
                        "token 'the' stands twice in the vocabulary",
                        "rename or remove one"),
                new Mistake(
                        "trigger: with, emit: singer",
                        "trigger: wiht, emit: singer",
                        "wiht",
                        "'trigger' names 'wiht', which is no token outside brackets",
                        "did you mean 'with'?"),
                new Mistake(
                        "{NOUN: 0.6, PLACE: 0.4}",
                        "{NOUN: 0.6, PLACE: 0.5}",
                        "{NOUN: 0.6, PLACE: 0.5}",
                        "the probabilities of row 'FUNC' sum to 1.1, not 1",
                        "change one of them"),
                new Mistake(
                        "window: 6",
                        "window: 0",
                        "0\n    rows:\n      - {anchor",
                        "'window' must be a whole number from 1 to 1000, got '0'",
                        "write a whole number in that range"),
                new Mistake(
                        "kind: induction",
                        "kind: inductoin",
                        "inductoin",
                        "there is no kind of rule 'inductoin'",
                        "did you mean 'induction'?"),
                new Mistake(
                        "which: latest",
                        "which: newest",
                        "newest",
                        "there is no induction of 'which' = 'newest'",
                        "known: first, latest, majority"),
                new Mistake(
                        "over: NOUN",
                        "over: NUON",
                        "NUON",
                        "'over' names 'NUON', which is no category",
                        "did you mean 'NOUN'?"),
                new Mistake(
                        "strength: 0.9",
                        "weight: 0.9",
                        "0.9}",
                        "'weight' has no meaning here: only a mixture has weights",
                        "remove it or change 'dispatch'"),
                new Mistake(
                        "dispatch: priority",
                        "dispatch: mixture",
                        "0.9}",
                        "'strength' has no meaning here: a mixture goes by weights",
                        "remove it or change 'dispatch'"),
                new Mistake(
                        "dispatch: priority",
                        "dispatch: prio",
                        "prio\nnoise",
                        "there is no dispatch 'prio'",
                        "known: priority, mixture"),
                new Mistake(
                        "noise: 0.01",
                        "noise: 1.5",
                        "1.5",
                        "'noise' must be a number from 0 to",
                        "write a number in that range"),
                new Mistake(
                        "after: [at, forge]", "after: [at]", "[at]", "'after' needs two items, got 1", "write [a, b]"),
                new Mistake("start: FUNC", "begin: FUNC", "begin", "a language has no field 'begin'", ""),
                new Mistake("start: FUNC\n", "", "name", "a language lacks the field 'start'", "add start: ..."),
                new Mistake(
                        "  STOP:  {FUNC: 0.8, NOUN: 0.2}\n",
                        "",
                        "FUNC:  {NOUN",
                        "'transitions' lacks a row for category 'STOP'",
                        "add STOP: {...}"),
                new Mistake(
                        "{FUNC: 0.3, STOP: 0.7}",
                        "{FUNC: -0.3, STOP: 1}",
                        "-0.3",
                        "the probability of 'FUNC' must be a number from 0 to 1, got '-0.3'",
                        "write a number in that range"),
                new Mistake(
                        "nesting: 2",
                        "nesting: 99",
                        "99",
                        "'nesting' must be a whole number from 1 to 16, got '99'",
                        "write a whole number in that range"),
                new Mistake(
                        "VERB: {NOUN: 1}}",
                        "NOUN: {NOUN: 1}}",
                        "NOUN: {NOUN: 1}}",
                        "the key 'NOUN' stands twice",
                        "remove one of them"),
                new Mistake(
                        ", VERB: {NOUN: 1}}",
                        "}",
                        "{NOUN: {VERB: 1}}",
                        "'rows' lacks a row for category 'VERB'",
                        "add VERB: {...}"),
                new Mistake(
                        "lengths: [1, 2]",
                        "lengths: [1, 1]",
                        "1]\n    first",
                        "the length 1 stands twice",
                        "remove one; lengths are equally likely"),
                new Mistake(
                        "{after: smith, emit: hammers}",
                        "{after: baker, emit: hammers}",
                        "{after: baker, emit: hammers}",
                        "rule 'trade:baker' stands twice",
                        "remove one, or give its group another name"),
                new Mistake(
                        "  STOP: [\".\", \",\"]\n",
                        "  STOP: [\".\", \",\"]\n  NEVER: [x]\n",
                        "FUNC:  {NOUN",
                        "'transitions' lacks a row for category 'NEVER'",
                        "add NEVER: {...}"),
                new Mistake(
                        "near: river",
                        "near: rivre",
                        "rivre",
                        "'near' names 'rivre', which is no token",
                        "did you mean 'river'?"),
                new Mistake(
                        "probability: 0.03",
                        "probability: 0.995",
                        "- name: aside",
                        "brackets open with probability 0.995 in all, and noise takes 0.01",
                        "leave some for the rules"),
                new Mistake(
                        "  PLACE: [mill",
                        "   PLACE: [mill",
                        "PLACE: [mill",
                        "is not YAML: expected <block end>",
                        "check indentation, quotes and brackets"),
                new Mistake(
                        "  PLACE: [mill",
                        "\tPLACE: [mill",
                        "\tPLACE: [mill",
                        "is not YAML: found character",
                        "indent with spaces, not with tabs"),
                new Mistake(
                        "emit: smith}",
                        "emit: smith",
                        "\n  # river",
                        "is not YAML",
                        "check indentation, quotes and brackets"),
                new Mistake(
                        "name: market",
                        "name: My Market",
                        "My Market",
                        "the name 'My Market' is not of the form",
                        "use small letters, digits and '-'"),
                new Mistake(
                        "{FUNC: 0.8, NOUN: 0.2}",
                        "{FUNC: 0.8, NOUN: 0.2}\n  X: {FUNC: 1}",
                        "X: {FUNC: 1}",
                        "'transitions' names 'X', which is no category",
                        "known: FUNC, NOUN, PLACE, VERB, STOP"));
    }

    @Test
    void the_example_works_as_it_stands() {
        RuleLanguage market = RuleLanguage.of(LanguageReader.read("languages.md", example));
        assertThat(market.vocabulary().size()).isEqualTo(20);
        double[] law = new double[20];
        var observer = market.observer();
        for (int token : market.vocabulary().encode("at forge")) {
            observer.read(token);
        }
        observer.next(law);
        double noise = .01 / 18;
        assertThat(law[market.vocabulary().id("smith")]).isEqualTo(1 - .03 - .01 + noise);
        assertThat(new Sampler(market, Seed.of(1), 200).sequence(0).tokens()).hasSize(200);
        LanguageDefinition again = LanguageReader.read("again.yaml", LanguageWriter.write(market.definition()));
        assertThat(again).isEqualTo(market.definition());
    }

    @Test
    void a_category_that_nothing_leads_to_is_named() {
        String text = example.replace("  STOP: [\".\", \",\"]\n", "  STOP: [\".\", \",\"]\n  LOST: [x]\n")
                .replace("{FUNC: 0.8, NOUN: 0.2}", "{FUNC: 0.8, NOUN: 0.2}\n  LOST: {FUNC: 1}")
                .replace("noise: 0.01\n", "");
        List<Problem> problems = problems(text);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).what()).contains("category 'LOST' can never come");
        assertThat(problems.get(0).fix()).contains("give it a share in a row of 'transitions'");
        assertThat(problems.get(0).line()).isEqualTo(lineOf(text, "LOST: [x]"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void each_mistake_gets_its_own_message_with_place_and_fix(Mistake mistake) {
        assertThat(example).contains(mistake.right());
        String text = example.replace(mistake.right(), mistake.wrong());
        Problem problem = problems(text).stream()
                .filter(each -> each.what().contains(mistake.what()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(problems(text)));
        assertThat(problem.fix()).contains(mistake.fix());
        assertThat(problem.line()).as(problem.toString()).isEqualTo(lineOf(text, mistake.at()));
        int at = text.indexOf(mistake.at());
        assertThat(problem.column()).as(problem.toString()).isEqualTo(at - text.lastIndexOf('\n', at - 1));
    }

    @Test
    void no_two_mistakes_get_the_same_message() {
        assertThat(mistakes().map(Mistake::what)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
    }

    private static int lineOf(String text, String part) {
        int at = text.indexOf(part);
        assertThat(at).as(part).isNotNegative();
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static List<Problem> problems(String text) {
        return catchThrowableOfType(ConfigException.class, () -> LanguageReader.read("market.yaml", text))
                .problems();
    }
}
