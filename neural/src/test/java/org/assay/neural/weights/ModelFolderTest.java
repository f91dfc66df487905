package org.assay.neural.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of("a", "b", "</script>", "d", "e");
    private static final TransformerConfig CONFIG = Architectures.of(
            Attention.BILINEAR, ActFn.BILINEAR, false, NormalizationType.RMS, PositionalEmbeddingType.ROTARY, true);

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        new ModelFolder(Architectures.random(CONFIG, 1), VOCABULARY).write(folder);
    }

    /** Replaces text in one file and gives the manifest its new hash, as someone who edits on purpose would. */
    private void edit(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        byte[] bytes = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        put(file, bytes);
    }

    private void put(String file, byte[] bytes) throws IOException {
        Files.write(folder.resolve(file), bytes);
        Manifest.write(folder);
    }

    @Test
    void architectures_come_back_as_they_were() throws IOException {
        for (TransformerConfig config : Architectures.pairwise()) {
            ModelFolder model = new ModelFolder(Architectures.random(config, 2), VOCABULARY);
            model.write(folder);
            ModelFolder back = ModelFolder.read(folder);
            assertThat(back.weights().config()).isEqualTo(config);
            assertThat(back.weights().id()).isEqualTo(model.weights().id());
            assertThat(back.vocabulary()).isEqualTo(VOCABULARY);
        }
    }

    @Test
    void names_and_shapes_are_those_of_transformer_lens() throws IOException {
        SafeTensors file = SafeTensors.read(folder.resolve("model.safetensors"));
        assertThat(file.tensor("embed.W_E").shape()).isEqualTo(List.of(5L, 10L));
        assertThat(file.tensor("blocks.1.attn.W_O").shape()).isEqualTo(List.of(3L, 4L, 10L));
        assertThat(file.tensor("blocks.0.attn.b_Q1").shape()).isEqualTo(List.of(3L, 4L));
        assertThat(file.tensor("blocks.0.mlp.W_out").shape()).isEqualTo(List.of(14L, 10L));
        assertThat(file.tensor("unembed.W_U").shape()).isEqualTo(List.of(10L, 5L));
        Map<?, ?> config = Json.read(folder.resolve("config.json"), Map.class);
        assertThat(config.get("n_layers")).isEqualTo(2);
        assertThat(config.get("normalization_type")).isEqualTo("RMS");
        assertThat(config.get("positional_embedding_type")).isEqualTo("rotary");
        assertThat(config.get("dtype")).isEqualTo("float32");
    }

    @Test
    void half_precision_weights_are_read() throws IOException {
        TransformerWeights zero = TransformerWeights.of(
                CONFIG, new float[Architectures.random(CONFIG, 1).size()]);
        Map<String, Tensor> tensors = new TreeMap<>();
        NamedWeights.toTensors(CONFIG, zero.values(), Map.of())
                .tensors()
                .forEach((name, tensor) ->
                        tensors.put(name, new Tensor(DType.BF16, tensor.shape(), new byte[tensor.bytes().length / 2])));
        put("model.safetensors", SafeTensors.of(tensors, Map.of()).bytes());
        assertThat(ModelFolder.read(folder).weights().id()).isEqualTo(zero.id());
    }

    @Test
    void a_changed_or_missing_file_is_refused_by_name() throws IOException {
        Path vocabulary = folder.resolve("vocab.json");
        String text = Files.readString(vocabulary);
        Files.writeString(vocabulary, text.replace("\"d\"", "\"x\""));
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("vocab.json")
                .hasMessageContaining("SHA-256");
        Files.delete(vocabulary);
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("vocab.json: is missing");
    }

    @Test
    void a_truncated_weights_file_is_refused_even_when_the_manifest_agrees() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
        put("model.safetensors", java.util.Arrays.copyOf(bytes, bytes.length - 5));
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("truncated");
    }

    @Test
    void a_configuration_that_does_not_fit_the_weights_is_refused() throws IOException {
        edit("config.json", "\"d_head\" : 4", "\"d_head\" : 2");
        edit("config.json", "\"rotary_dim\" : 4", "\"rotary_dim\" : 2");
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("blocks.0.attn.W_Q1 is F32[3, 10, 4]");
    }

    @Test
    void a_configuration_that_contradicts_itself_or_is_unknown_is_refused() throws IOException {
        edit("config.json", "\"gated_mlp\" : true", "\"gated_mlp\" : false");
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("contradict");
        edit("config.json", "\"act_fn\" : \"bilinear\"", "\"act_fn\" : \"swish\"");
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("act_fn is swish");
    }

    @Test
    void a_vocabulary_that_does_not_fit_is_refused() throws IOException {
        edit("vocab.json", "\"d\"", "\"a\"");
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("'a' stands twice");
        assertThatThrownBy(() -> new ModelFolder(Architectures.random(CONFIG, 1), Vocabulary.of("a")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
