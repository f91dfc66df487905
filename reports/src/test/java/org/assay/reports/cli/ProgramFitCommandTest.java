package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.datasets.file.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFitCommandTest {
    private static final String NETWORK = Path.of(System.getProperty("assay.root"))
            .resolve("neural/reference/unique-copy-26-1")
            .toString();

    @TempDir
    private Path folder;

    @Test
    void what_is_not_there_is_named() {
        CommandLineCall call = CommandLineCall.of("program", "fit", "--model", folder + "/none");
        assertThat(call.code()).as(call.toString()).isEqualTo(2);
        assertThat(call.err()).contains("there is no folder").contains("config.json");
        CommandLineCall words =
                CommandLineCall.of("program", "fit", "--model", NETWORK, "--words", folder + "/none.txt");
        assertThat(words.code()).as(words.toString()).isEqualTo(2);
    }

    @Test
    void all_words_that_are_wrong_are_named_by_their_lines() throws IOException {
        Path words = Files.writeString(folder.resolve("words.txt"), "s1 s2\n\ns3 nobody\nnothing\n");
        CommandLineCall call = CommandLineCall.of("program", "fit", "--model", NETWORK, "--words", words.toString());
        assertThat(call.code()).as(call.toString()).isEqualTo(3);
        assertThat(call.err()).contains("words.txt:3", "nobody", "words.txt:4", "nothing");
    }

    @Test
    @Tag("slow")
    void a_network_that_copies_gets_a_program_that_copies() throws IOException {
        Path out = folder.resolve("copy.assay");
        CommandLineCall call =
                CommandLineCall.of("program", "fit", "--model", NETWORK, "--out", out.toString(), "--json");
        assertThat(call.code()).as(call.toString()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        assertThat(answer.get("program").asText()).isEqualTo(Files.readString(out));
        assertThat(answer.get("gaveUp").isNull()).isTrue();
        CommandLineCall run = CommandLineCall.of(
                "program", "run", out.toString(), "--context", "<bos> s4 s9 s2 <sep> s4 s9", "--json");
        assertThat(Json.parse(run.out(), JsonNode.class).get("next").get("s2").asDouble())
                .isGreaterThan(.99);
    }
}
