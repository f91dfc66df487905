package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
    @TempDir
    private Path folder;

    private CommandLineCall generate(String seed, Path out) {
        CommandLineCall call = CommandLineCall.of(
                "generate",
                "toy-english",
                "--sequences",
                "40",
                "--length",
                "12",
                "--seed",
                seed,
                "--out",
                out.toString());
        assertThat(call.code()).as(call.toString()).isZero();
        return call;
    }

    @Test
    void a_corpus_is_whole_and_its_folder_is_printed_last() throws IOException {
        Path out = folder.resolve("deep/er");
        CommandLineCall call = generate("7", out);
        assertThat(call.lastLine()).isEqualTo(out.toString());
        assertThat(Manifest.verify(out).files())
                .extracting(Manifest.Entry::name)
                .contains("sequences.jsonl", "tokens.npy", "corpus.json");
        assertThat(call.err()).contains("generate toy-english: done");
    }

    @Test
    void the_truth_beside_each_token_is_what_posterior_says() throws IOException {
        generate("7", folder);
        List<String> lines = Files.readAllLines(folder.resolve("sequences.jsonl"));
        assertThat(lines).hasSize(40);
        JsonNode line = Json.parse(lines.get(3), JsonNode.class);
        String[] words = line.get("text").asText().split(" ");
        assertThat(words).hasSize(12);
        String context = String.join(" ", List.of(words).subList(0, 5));
        JsonNode posterior = Json.parse(
                CommandLineCall.of("posterior", "toy-english", "--context", context, "--json")
                        .out(),
                JsonNode.class);
        assertThat(line.get("probability").get(5).asDouble())
                .isCloseTo(posterior.get("next").get(words[5]).asDouble(), within(1e-15));
        assertThat(line.get("entropy").get(5).asDouble())
                .isCloseTo(posterior.get("entropy").asDouble(), within(1e-12));
    }

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_gives_others() throws IOException {
        generate("7", folder.resolve("a"));
        generate("7", folder.resolve("b"));
        generate("8", folder.resolve("c"));
        for (String name : List.of("sequences.jsonl", "tokens.npy", "corpus.json", "manifest.json")) {
            assertThat(folder.resolve("a").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
        }
        assertThat(Files.readAllBytes(folder.resolve("c/tokens.npy")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("a/tokens.npy")));
    }

    @Test
    void json_says_what_was_drawn() throws IOException {
        CommandLineCall call = CommandLineCall.of(
                "generate",
                "mess3",
                "--sequences",
                "5",
                "--length",
                "4",
                "--seed",
                "1",
                "--json",
                "--out",
                folder.toString());
        JsonNode card = Json.parse(call.out(), JsonNode.class);
        assertThat(card.get("process").asText()).isEqualTo("mess3");
        assertThat(card.get("sequences").asInt()).isEqualTo(5);
        assertThat(card).isEqualTo(Json.read(folder.resolve("corpus.json")));
    }
}
