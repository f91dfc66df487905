package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assay.datasets.file.Json;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.weights.ModelFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {
    private static final TransformerConfig CONFIG = TransformerConfig.standard(1, 8, 2, 6, 3, ActFn.GELU_NEW);

    @TempDir
    private Path folder;

    @BeforeEach
    void write_a_model() throws IOException {
        new ModelFolder(TransformerWeights.initial(CONFIG, Seed.of(1)), Vocabulary.of("a", "b", "c")).write(folder);
    }

    @Test
    void check_says_what_a_network_is() throws IOException {
        CommandLineCall text = CommandLineCall.of("model", "check", folder.toString());
        assertThat(text.code()).as(text.toString()).isZero();
        assertThat(text.out())
                .contains("written by Assay")
                .contains(CONFIG.shape())
                .contains("can be it");
        JsonNode json = Json.parse(
                CommandLineCall.of("model", "check", folder.toString(), "--json")
                        .out(),
                JsonNode.class);
        assertThat(json.get("parameters").asInt())
                .isEqualTo(TransformerWeights.initial(CONFIG, Seed.of(1)).size());
        assertThat(json.get("outputs").asText()).isEqualTo("softmax");
        assertThat(json.get("remarks")).isEmpty();
    }

    @Test
    void a_damaged_file_gives_exit_4_and_names_it() throws IOException {
        Path model = folder.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(model);
        Files.delete(folder.resolve("manifest.json"));
        assertThat(CommandLineCall.of("model", "check", folder.toString()).code())
                .isEqualTo(4);
        Files.delete(folder.resolve("config.json"));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"n_layer\": 1, \"n_embd\": 8, \"n_head\": 2, \"n_positions\": 6, \"vocab_size\": 3}");
        Files.write(model, Arrays.copyOf(bytes, bytes.length - 1));
        CommandLineCall call = CommandLineCall.of("model", "check", folder.toString());
        assertThat(call.code()).isEqualTo(4);
        assertThat(call.out()).isEmpty();
        assertThat(call.err())
                .contains("model.safetensors")
                .contains("truncated?")
                .doesNotContain("\tat ");
    }

    @Test
    void a_folder_that_is_not_there_is_a_usage_error() {
        CommandLineCall call =
                CommandLineCall.of("model", "check", folder.resolve("no").toString());
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains("there is no folder");
    }
}
