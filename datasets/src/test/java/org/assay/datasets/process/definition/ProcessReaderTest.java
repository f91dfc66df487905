package org.assay.datasets.process.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.language.Languages;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.library.SoficProcesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessReaderTest {
    private static final String EVEN = """
            kind: hidden-markov
            name: even
            tokens: ["0", "1"]
            states: [E, O]
            transitions:
              E: {"0": {E: 0.5}, "1": {O: 0.5}}
              O: {"1": {E: 1}}
            """;

    private static final String WALK = """
            kind: generalised-hidden-markov
            name: turn
            tokens: [a, b]
            states: [one, x]
            transitions:
              one: {a: {one: 0.5, x: 0.25}, b: {one: 0.5, x: -0.25}}
              x: {a: {one: 0.25, x: 0.5}, b: {one: -0.25, x: 0.5}}
            start: {one: 1}
            right: {x: 0}
            """;

    @Test
    void a_written_process_is_the_built_in_one() {
        HiddenMarkovProcess read = (HiddenMarkovProcess) ProcessReader.read("even.yaml", EVEN);
        assertThat(read.id()).isEqualTo(SoficProcesses.even(.5).id());
        assertThat(read.startingBelief()).containsExactly(new double[] {2 / 3., 1 / 3.}, within(1e-12));
    }

    @Test
    void a_start_that_is_given_is_taken() {
        HiddenMarkovProcess read =
                (HiddenMarkovProcess) ProcessReader.read("even.yaml", EVEN + "start: {E: 0.25, O: 0.75}\n");
        assertThat(read.startingBelief()).containsExactly(.25, .75);
    }

    @Test
    void a_generalised_process_has_negative_entries() {
        GeneratingProcess walk = ProcessReader.read("turn.yaml", WALK);
        assertThat(walk.kind()).isEqualTo("generalised-hidden-markov");
        assertThat(walk.next(walk.update(walk.initial(), 0))).containsExactly(new double[] {.625, .375}, within(1e-15));
    }

    @Test
    void a_word_of_negative_probability_is_named() {
        String negative = WALK.replace("0.25", "0.9");
        assertThatThrownBy(() -> ProcessReader.read("turn.yaml", negative))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gives the word 'a b' the probability -");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[E, O]                 | [E, E]                  | 4:13: state 'E' stands twice",
                "[E, O]                 | [E, O, X]               | 'transitions' lacks a row for state 'X'",
                "{O: 0.5}               | {O: 0.4}                | 6:3: what leaves state 'E' has probability 0.9, not 1",
                "{O: 0.5}               | {P: 0.5}                | 6:28: there is no state 'P'",
                "\"1\": {E: 1}          | \"2\": {E: 1}           | 7:7: there is no token '2'",
                "{E: 1}                 | {E: 2}                  | a probability must be a number from 0 to 1, got '2'",
                "{O: 0.5}               | {E: 0.5}                | 4:13: state 'O' cannot be reached from state 'E'",
                "[\"0\", \"1\"]         | [\"0\", \"1\", \"2\"]   | 3:20: token '2' is never emitted",
                "name: even             | name: Even Process      | 2:7: the name 'Even Process' is not of the form",
                "kind: hidden-markov    | kind: hidden-markow     | did you mean 'hidden-markov'?",
                "name: even             | nome: even              | did you mean 'name'?",
                "[\"0\", \"1\"]         | []                      | 'tokens' is empty"
            })
    void each_mistake_has_its_own_message(String right, String wrong, String message) {
        assertThat(EVEN).contains(right);
        assertThatThrownBy(() -> ProcessReader.read("even.yaml", EVEN.replace(right, wrong)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void all_mistakes_are_told_at_once() {
        String wrong = EVEN.replace("name: even", "name: E").replace("{E: 1}", "{E: 0.7}");
        assertThatThrownBy(() -> ProcessReader.read("even.yaml", wrong))
                .hasMessageContaining("even.yaml:2:7")
                .hasMessageContaining("even.yaml:7:3");
    }

    @Test
    void a_chain_in_two_parts_needs_a_start() {
        String apart = EVEN.replace("\"1\": {O: 0.5}", "\"1\": {E: 0.5}").replace("{\"1\": {E: 1}}", "{\"1\": {O: 1}}");
        assertThat(ProcessReader.read("apart.yaml", apart + "start: {E: 0.5, O: 0.5}\n")
                        .floors(3)
                        .entropyRate())
                .isPresent();
        assertThatThrownBy(() -> ProcessReader.read("apart.yaml", apart)).hasMessageContaining("'O' cannot be reached");
    }

    @Test
    void a_file_is_opened_by_what_it_says_it_is(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("even.yaml"), EVEN);
        assertThat(Languages.open(file.toString()).id())
                .isEqualTo(Languages.open("even").id());
    }
}
