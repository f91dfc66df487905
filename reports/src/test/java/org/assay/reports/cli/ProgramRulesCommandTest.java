package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.datasets.file.Json;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramRulesCommandTest {
    private static final Path NETWORK = Path.of("../neural/reference/toy-english-bilinear-1");

    @TempDir
    private Path folder;

    @Test
    void it_must_be_told_once_on_which_sequences_the_network_is_asked() {
        CommandLineCall call = CommandLineCall.of("program", "rules", "--model", NETWORK.toString());
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains("must be named once").contains("--language");
    }

    @Test
    void a_language_with_other_tokens_is_refused() {
        CommandLineCall call =
                CommandLineCall.of("program", "rules", "--model", NETWORK.toString(), "--language", "mess3");
        assertThat(call.code()).as(call.toString()).isEqualTo(3);
        assertThat(call.err()).contains("has other tokens than mess3");
    }

    @Test
    void sequences_longer_than_the_network_reads_are_refused() {
        CommandLineCall call = CommandLineCall.of(
                "program", "rules", "--model", NETWORK.toString(), "--language", "toy-english", "--length", "65");
        assertThat(call.code()).as(call.toString()).isEqualTo(2);
        assertThat(call.err()).contains("--length 64");
    }

    @Test
    void what_is_not_wanted_is_not_compared() throws IOException {
        CommandLineCall call = CommandLineCall.of(
                "program",
                "rules",
                "--model",
                NETWORK.toString(),
                "--language",
                "toy-english",
                "--sequences",
                "40",
                "--length",
                "32",
                "--no-controls",
                "--quiet",
                "--json");
        assertThat(Json.parse(call.out(), JsonNode.class).get("controls")).isEmpty();
    }

    @Test
    @Tag("slow")
    void the_rules_of_a_network_come_with_a_program_that_can_be_read() throws IOException {
        Path file = folder.resolve("network.assay");
        CommandLineCall call = CommandLineCall.of(
                "program",
                "rules",
                "--model",
                NETWORK.toString(),
                "--language",
                "toy-english",
                "--sequences",
                "300",
                "--out",
                file.toString(),
                "--quiet",
                "--json");
        assertThat(call.code()).as(call.toString()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        assertThat(answer.get("loss").asDouble()).isBetween(0.0, 0.05);
        assertThat(answer.get("lines").asInt()).isLessThanOrEqualTo(400);
        assertThat(answer.get("rules").findValuesAsText("kind"))
                .contains("token-bigram", "token-trigram", "skip-trigram", "induction", "bracket-content");
        double length = answer.get("nats").asDouble();
        assertThat(answer.get("controls").findValuesAsText("name")).containsExactly("bigram", "votes", "context tree");
        for (JsonNode control : answer.get("controls")) {
            assertThat(control.get("nats").asDouble()).isBetween(0.9 * length, length);
            assertThat(control.get("loss").asDouble())
                    .isGreaterThan(10 * answer.get("loss").asDouble());
        }
        String text = Files.readString(file);
        assertThat(answer.get("program").asText()).isEqualTo(text);
        assertThat(ProgramParser.parse(text, "written").vocabulary().size()).isEqualTo(54);
    }
}
