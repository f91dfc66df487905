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

    @Test
    void routes_that_need_sequences_ask_for_them_and_unknown_ones_are_named() {
        CommandLineCall machine = CommandLineCall.of("program", "fit", "--model", NETWORK, "--route", "machine");
        assertThat(machine.code()).as(machine.toString()).isEqualTo(2);
        assertThat(machine.err()).contains("--language");
        CommandLineCall unknown = CommandLineCall.of("program", "fit", "--model", NETWORK, "--route", "magic");
        assertThat(unknown.code()).as(unknown.toString()).isEqualTo(2);
        assertThat(unknown.err()).contains("magic").contains("discrete, rules, machine");
    }

    @Test
    @Tag("slow")
    void of_all_routes_the_shortest_description_is_taken_and_the_front_falls() throws IOException {
        String golden = Path.of(System.getProperty("assay.root"))
                .resolve("neural/reference/golden-mean-1")
                .toString();
        Path front = folder.resolve("front.json");
        CommandLineCall call = CommandLineCall.of(
                "program",
                "fit",
                "--model",
                golden,
                "--language",
                "golden-mean",
                "--sequences",
                "100",
                "--front",
                front.toString(),
                "--quiet",
                "--json");
        assertThat(call.code()).as(call.toString()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        assertThat(answer.get("routes").findValuesAsText("route")).containsExactly("discrete", "rules", "machine");
        JsonNode discrete = answer.get("routes").get(0);
        assertThat(discrete.get("gaveUp").asText()).contains("<bos>");
        assertThat(discrete.get("loss").isNull()).isTrue();
        double least = Double.POSITIVE_INFINITY;
        String shortest = "";
        for (JsonNode route : answer.get("routes")) {
            if (!route.get("description").isNull() && route.get("description").asDouble() < least) {
                least = route.get("description").asDouble();
                shortest = route.get("route").asText();
            }
        }
        assertThat(answer.get("chosen").asText()).isEqualTo(shortest);
        JsonNode priced = Json.parse(Files.readString(front), JsonNode.class);
        assertThat(priced).isEqualTo(answer.get("front"));
        for (int i = 1; i < priced.size(); i++) {
            assertThat(priced.get(i).get("lines").asInt())
                    .isGreaterThan(priced.get(i - 1).get("lines").asInt());
            assertThat(priced.get(i).get("loss").asDouble())
                    .isLessThan(priced.get(i - 1).get("loss").asDouble());
        }
        assertThat(priced.get(priced.size() - 1).get("loss").asDouble()).isLessThan(1e-3);
    }
}
