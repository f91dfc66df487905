package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assay.datasets.cases.ProcessLaws;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.incontext.TaskReader;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.definition.CombinationReader;
import org.assay.datasets.process.definition.ProcessReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of process that can be written in YAML, as docs/languages.md shows it, and what can go wrong with each. */
class DefinitionReaderTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    /** The examples of the page, one string each. */
    static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("../docs/languages.md")));
        while (matcher.find()) {
            examples.add(matcher.group(1));
        }
        return examples;
    }

    private static String named(String name) {
        try {
            return examples().stream()
                    .filter(example -> example.contains("name: " + name + "\n"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GeneratingProcess open(String text) throws IOException {
        for (String example : examples()) {
            Matcher name = Pattern.compile("(?m)^name: ([a-z0-9-]+)$").matcher(example);
            assertThat(name.find()).as(example).isTrue();
            Files.writeString(folder.resolve(name.group(1) + ".yaml"), example);
        }
        return Languages.open(Files.writeString(folder.resolve("it.yaml"), text).toString());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_of_the_page_is_a_process(String example) throws IOException {
        GeneratingProcess process = open(example);
        assertThat(example).contains("name: " + process.name());
        assertThat(Math.abs(ProcessLaws.surprise(process))).isLessThan(4.5);
        ProcessLaws.requireFactorsAreLaws(process);
        ProcessLaws.requireRowsAgreeWithStates(process);
    }

    @Test
    void the_page_has_an_example_of_every_kind() throws IOException {
        String page = Files.readString(Path.of("../docs/languages.md"));
        List<String> kinds = new ArrayList<>(TaskReader.KINDS);
        kinds.addAll(CombinationReader.KINDS);
        kinds.addAll(ProcessReader.KINDS);
        kinds.addAll(List.of("hidden-spans", "topics"));
        assertThat(kinds).allSatisfy(kind -> assertThat(page).contains("`" + kind + "`"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chain-in-context   | tokens: 3, order: 2, alpha: 0.5",
                "drawn-chains       | tokens: 3, chains: 4, seed: 2",
                "causal-tree        | tokens: 3, parents: [-1, 0, 0, 1]",
                "map                | tokens: 3",
                "map-walk           | tokens: 3, noise: 0.1",
                "permutation        | tokens: 3",
                "fixed-triggers     | tokens: 6, triggers: 2, seed: 1",
                "drawn-triggers     | tokens: 6, triggers: 2, alpha: 0.2",
                "k-hop              | entities: 4, hops: 1",
                "unique-copy        | symbols: 4, longest: 3",
                "unique-bigram-copy | symbols: 3, longest: 5",
                "repeat-copy        | tokens: 4, shortest: 2, longest: 4",
                "cycles             | tokens: 6, shortest: 2, longest: 4",
                "majority           | longest: 5",
                "bounded-brackets   | longest: 6, depth: 2",
                "random-automata    | symbols: 4, longest: 5, automata: 3"
            })
    void every_kind_of_task_is_read(String kind, String sizes) throws IOException {
        GeneratingProcess process = open("{kind: " + kind + ", name: it, " + sizes + "}");
        assertThat(process.name()).isEqualTo("it");
        ProcessLaws.requireWordsSumToOne(process);
        ProcessLaws.requireFactorsAreLaws(process);
    }

    @Test
    void written_combinations_are_the_built_in_ones() throws IOException {
        GeneratingProcess written = open("""
                kind: mixture
                name: z1r-or-even
                of: [z1r, even]
                weights: [0.5, 0.5]
                """);
        assertThat(written.id()).isEqualTo(Languages.open("z1r-or-even").id());
        assertThat(open("{kind: noisy, name: noisy-even, of: even, noise: 0.1}").id())
                .isEqualTo(Languages.open("noisy-even").id());
        assertThat(open("{kind: after-start, name: bos-mess3, of: mess3, token: BOS}")
                        .id())
                .isEqualTo(Languages.open("bos-mess3").id());
        assertThat(open("{kind: k-hop, name: k-hop-8, entities: 8, hops: 2}").id())
                .isEqualTo(Languages.open("k-hop-8").id());
        GeneratingProcess driven = open("""
                kind: driven
                name: golden-mean-drives-mess3
                first: golden-mean
                variants: [mess3, mess3-weak]
                variant-of: {"0": 1, "1": 2}
                """);
        assertThat(driven.next(driven.initial()))
                .containsExactly(
                        Languages.open("golden-mean-drives-mess3")
                                .next(Languages.open("golden-mean-drives-mess3").initial()),
                        within(1e-15));
    }

    /** The word is that of the file. A factor of twenty-seven tokens stays one; two hidden Markov parts are multiplied out. */
    @Test
    void products_are_multiplied_out_while_they_are_small() throws IOException {
        assertThat(open("{kind: product, name: p, of: [z1r, even]}").kind()).isEqualTo("hidden-markov");
        assertThat(open("{kind: product, name: p, of: [z1r, toy-english]}").kind())
                .isEqualTo("product");
        assertThat(open("{kind: product, name: p, of: [dyck-2-4, dyck-2-3]}").kind())
                .isEqualTo("product");
    }

    @Test
    void a_product_of_too_many_tokens_is_refused_before_it_is_made() {
        assertThatThrownBy(() -> open("{kind: product, name: p, of: [toy-english, toy-english, toy-english]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("the tokens of the parts make 157464 tuples, at most 10000 are allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "sums       | terminals: [x, \"+\"]   | terminals: [x, x, \"+\"]   | 3:16: terminal 'x' stands twice",
                "sums       | terminals: [x, \"+\"]   | terminals: [x, \"+\", y]   | terminal 'y' is never emitted",
                "sums       | terminals: [x, \"+\"]   | terminals: [x, \"+\", T]   | 'T' is a terminal and has rules",
                "sums       | [S, \"+\", T]           | [S, \"+\", U]              | there is no symbol 'U'",
                "sums       | probability: 0.3       | probability: 0.4          | the rules of 'S' have probability 1.1, not 1",
                "sums       | emit: [x]              | emit: []                  | a rule of 'T' emits nothing",
                "sums       | emit: [x]              | emit: [S]                 | the grammar is cyclic: S -> T -> S emits no token",
                "sums       | T], probability: 0.3}\\n    - {emit: [T] | x], probability: 0.3}\\n    - {emit: [x] | nonterminal 'T' cannot be reached",
                "sums       | [S, \"+\", T], probability: 0.3}\\n    - {emit: [T], probability: 0.7 | [S, \"+\", S], probability: 0.7}\\n    - {emit: [T], probability: 0.3 | 5:3: derivations from nonterminal 'S' end with probability 0.4285714, not 1",
                "sums       | emit: [x]}              | emit: [x], probability: 0.4}\\n    - {emit: [T, T], probability: 0.6} | :8:3: derivations from nonterminal 'T' end with probability 0.6666667, not 1",
                "sums       | probability: 0.3       | probability: 0.4000001    | the rules of 'S' have probability 1.1, not 1",
                "two-hops   | hops: 2                | hops: -1                  | 4:7: 'hops' must be a whole number from 0 to 100, got '-1'",
                "two-hops   | kind: k-hop            | kind: k-hops              | 1:7: there is no kind 'k-hops' - did you mean 'k-hop'?",
                "two-hops   | kind: k-hop            | kind: markov              | there is no kind 'markov' - known: hidden-markov, generalised-hidden-markov, ",
                "sums       | emit: [x]              | emit: x                   | 9:14: 'emit' must be a list, got 'x'",
                "one-of-two | kind: mixture          | kind: product             | 4:1: a process of kind product has no field 'weights'",
                "two-hops   | entities: 12           | entites: 12               | did you mean 'entities'?",
                "one-of-two | weights: [0.25, 0.75]  | weights: [0.25, 0.7]      | 4:10: the weights sum to 0.95, not 1",
                "one-of-two | [z1r, even]            | [z1r, eve]                | 3:11: there is no language or process 'eve'",
                "one-of-two | [z1r, even]            | [z1r, moon]               | moon is of kind generalised-hidden-markov, a hidden Markov process is needed here - name one that ./assay languages lists as hidden-markov",
                "one-of-two | [z1r, even]            | [z1r, it.yaml]            | it.yaml is made of itself",
                "one-of-two | weights: [0.25, 0.75]  | weights: [0.25, 0.75, 0]  | a weight must be a number from",
                "driven-mess3 | \"0\": 1, \"1\": 2   | \"0\": 1                  | 'variant-of' lacks token '1'",
                "driven-mess3 | \"1\": 2             | \"2\": 2                  | there is no token '2'",
                "asides     | open: \"(\"            | open: \"<\"               | there is no token '<'",
                "asides     | of: spoken.yaml        | of: toy-english           | toy-english is no rule language without brackets",
                "moods      | of: [calm.yaml, spoken.yaml] | of: [calm.yaml, mess3]    | mess3 is of kind hidden-markov, a rule language is needed here",
                "moods      | switching: 0.05        | switching: 1              | 'switching' must be a number from 0 to",
                "asides     | lengths: [1, 2]        | lengths: [0]              | a length must be a whole number from 1 to 1000, got '0'"
            })
    void each_mistake_has_its_own_message(String example, String right, String wrong, String message) {
        String from = right.replace("\\n", "\n");
        assertThat(named(example)).contains(from);
        assertThatThrownBy(() -> open(named(example).replace(from, wrong.replace("\\n", "\n"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }
}
