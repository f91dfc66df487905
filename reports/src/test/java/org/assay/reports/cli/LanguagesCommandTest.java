package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.datasets.cases.ProcessCases;
import org.assay.datasets.file.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguagesCommandTest {
    private static JsonNode json(String... arguments) throws JsonProcessingException {
        CommandLineCall call = CommandLineCall.of(arguments);
        assertThat(call.code()).as(call.toString()).isZero();
        return Json.parse(call.out(), JsonNode.class);
    }

    @Test
    void the_list_has_every_language_without_its_rules() throws JsonProcessingException {
        JsonNode list = json("languages", "--json");
        assertThat(list).extracting(entry -> entry.get("name").asText()).contains("mess3", "toy-english");
        assertThat(list).allSatisfy(entry -> {
            assertThat(entry.has("rules")).isFalse();
            assertThat(entry.fieldNames())
                    .toIterable()
                    .contains("kind", "vocabulary", "entropyRate", "floors", "factors", "source");
        });
    }

    @Test
    void floors_of_mess3_agree_with_the_literature() throws JsonProcessingException {
        JsonNode mess3 = json("languages", "mess3", "--json");
        ProcessCases.ProcessCase known = ProcessCases.mess3();
        for (int length = 0; length < 8; length++) {
            assertThat(mess3.get("floors").get(length).asDouble())
                    .isCloseTo(known.floors().get(length), within(known.floorsTolerance()));
        }
        assertThat(mess3.get("floorsError").asDouble()).isZero();
        assertThat(mess3.get("entropyRate").asDouble()).isCloseTo(known.entropyRate(), within(1e-6));
        assertThat(mess3.get("factors").get(0).get("cardinality").asInt()).isEqualTo(3);
    }

    @Test
    void a_rule_language_says_that_its_rate_is_not_known_and_why() throws JsonProcessingException {
        JsonNode english = json("languages", "toy-english", "--json");
        assertThat(english.get("entropyRate").isNull()).isTrue();
        assertThat(english.get("entropyRateNote").asText()).isNotBlank();
        assertThat(english.get("vocabulary")).hasSize(54);
        assertThat(english.get("floors").get(0).asDouble()).isCloseTo(2.07944, within(1e-5));
        double error = english.get("floorsError").asDouble();
        assertThat(error).isPositive();
        assertThat(english.get("floors").get(1).asDouble()).isCloseTo(3.644, within(0.003 + 4 * error));
        assertThat(english.get("rules")).anySatisfy(rule -> {
            assertThat(rule.get("rule").asText()).isEqualTo("induction");
            assertThat(rule.get("says").asText()).isNotBlank();
        });
    }

    @Test
    void a_file_is_described_like_a_built_in_language(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("two words.yaml");
        Files.writeString(file, """
                name: two-words
                source: this test
                vocabulary: {A: [hin], B: [her]}
                start: A
                transitions: {A: {B: 1.0}, B: {A: 1.0}}
                """);
        JsonNode language = json("languages", file.toString(), "--json");
        assertThat(language.get("name").asText()).isEqualTo("two-words");
        assertThat(language.get("vocabulary")).extracting(JsonNode::asText).containsExactly("hin", "her");
        assertThat(language.get("floors").get(0).asDouble()).isZero();
    }

    @Test
    void people_see_kind_source_floors_and_rules() {
        CommandLineCall call = CommandLineCall.of("languages", "toy-english");
        assertThat(call.code()).isZero();
        assertThat(call.out()).contains("rule-language", "2.0794", "alice bob", "induction", "bracket-kind");
        assertThat(CommandLineCall.of("languages").out()).contains("toy-english", "mess3", "0.7935 nats/token");
    }

    @Test
    void people_see_the_state_diagram_of_a_process_of_states() {
        CommandLineCall even = CommandLineCall.of("languages", "even");
        assertThat(even.code()).isZero();
        assertThat(even.out()).contains("states of even", "-->");
        CommandLineCall parts = CommandLineCall.of("languages", "mess3-cubed");
        assertThat(parts.out()).contains("states of mess3-1 ", "states of mess3-3 ", "S0  (0.3333)  --> S0  0 0.765");
        assertThat(CommandLineCall.of("languages", "mess3-squared").out()).containsPattern("more arrows|S2,S2");
        assertThat(CommandLineCall.of("languages", "repeat-copy").out()).doesNotContain("states of", "rules in order");
    }

    @Test
    void transitions_in_json_are_the_process_itself() throws JsonProcessingException {
        JsonNode diagram = json("languages", "mess3", "--json").get("diagrams").get(0);
        assertThat(diagram.get("transitions")).hasSize(27);
        double total = 0;
        for (JsonNode edge : diagram.get("transitions")) {
            total += edge.get("from").asText().equals("S1")
                    ? edge.get("probability").asDouble()
                    : 0;
        }
        assertThat(total).isCloseTo(1, within(1e-12));
        assertThat(diagram.get("stochastic").asBoolean()).isTrue();
    }

    @Test
    void the_rule_table_gives_shares_and_floors() throws JsonProcessingException {
        JsonNode rules = json("languages", "toy-english", "--json").get("rules");
        double wins = 0;
        double emits = 0;
        for (JsonNode rule : rules) {
            wins += rule.get("wins").asDouble();
            emits += rule.get("emits").asDouble();
            assertThat(rule.get("says").asText())
                    .isEqualTo(rule.get("when").asText() + " -> "
                            + rule.get("then").asText());
        }
        assertThat(wins).isCloseTo(1, within(1e-9));
        assertThat(emits).isCloseTo(1, within(1e-9));
        assertThat(rules).anySatisfy(rule -> {
            assertThat(rule.get("rule").asText()).isEqualTo("noun-bigram:alice");
            assertThat(rule.get("floor").asDouble()).isCloseTo(1.0223, within(1e-4));
        });
    }
}
