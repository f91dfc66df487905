package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.file.Npy;
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

    @Test
    void packed_rows_are_cut_from_sequences_whose_beginnings_are_marked() throws IOException {
        CommandLineCall call = packed("--sequence-length", "10");
        assertThat(call.code()).as(call.toString()).isZero();
        JsonNode card = Json.read(folder.resolve("corpus.json"));
        assertThat(card.get("rows").asInt()).isEqualTo(6);
        assertThat(card.get("sequences").asInt()).isEqualTo(5);
        assertThat(card.get("packed").asBoolean()).isTrue();
        boolean[] starts = Npy.read(folder.resolve("starts.npy")).booleans();
        assertThat(IntStream.range(0, starts.length).filter(i -> starts[i])).containsExactly(0, 10, 20, 30, 40);
        assertThat(packed().code()).isZero();
        assertThat(Json.read(folder.resolve("corpus.json")).get("sequences").asInt())
                .isEqualTo(1);
    }

    private CommandLineCall packed(String... more) {
        List<String> arguments = new ArrayList<>(List.of("generate", "mess3", "--packed", "--rows", "6"));
        arguments.addAll(List.of("--length", "8", "--seed", "1", "--out", folder.toString()));
        arguments.addAll(List.of(more));
        return CommandLineCall.of(arguments.toArray(String[]::new));
    }

    @Test
    void how_much_was_written_is_said_to_people_and_how_fast_to_no_file() throws IOException {
        CommandLineCall call = generate("7", folder);
        assertThat(call.err()).contains("wrote 480 tokens with their truth");
        assertThat(Files.readString(folder.resolve("README.md"))).doesNotContain("a second");
        assertThat(Files.readString(folder.resolve("corpus.json"))).doesNotContain("second");
    }

    @Test
    void a_layout_that_cannot_be_meant_is_a_mistake_of_usage() {
        assertThat(packed("--sequence-length", "0").code()).isEqualTo(2);
        assertThat(packed("--format", "csv").code()).isEqualTo(2);
        assertThat(packed("--format", "csv").err()).contains("jsonl, npy or both");
        CommandLineCall unpacked = CommandLineCall.of(
                "generate",
                "mess3",
                "--rows",
                "1",
                "--length",
                "8",
                "--sequence-length",
                "4",
                "--seed",
                "1",
                "--out",
                folder.toString());
        assertThat(unpacked.code()).isEqualTo(2);
        assertThat(unpacked.err()).contains("add --packed");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void arrays_alone_are_written_when_asked_for() throws IOException {
        assertThat(packed("--format", "npy").code()).isZero();
        assertThat(Manifest.verify(folder).files())
                .extracting(Manifest.Entry::name)
                .contains("states.npy", "entropy.npy")
                .doesNotContain("sequences.jsonl");
    }
}
