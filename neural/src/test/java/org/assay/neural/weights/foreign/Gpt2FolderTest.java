package org.assay.neural.weights.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.Dimensions;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.NormSpec;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.transformer.UnembedSpec;
import org.assay.neural.weights.DType;
import org.assay.neural.weights.NamedWeights;
import org.assay.neural.weights.SafeTensors;
import org.assay.neural.weights.Tensor;
import org.assay.neural.weights.foreign.OpenedModel.Origin;
import org.assay.neural.weights.foreign.OpenedModel.Outputs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GPT-2 folders as Hugging Face writes them: what is read is what was written, and everything unexpected is refused by name. */
class Gpt2FolderTest {
    private static final String PREFIX = "transformer.";
    private static final TransformerConfig GPT2 = TransformerConfig.standard(2, 12, 3, 7, 5, ActFn.GELU_NEW)
            .with(new MlpSpec(ActFn.GELU_NEW, 20))
            .with(new NormSpec(NormalizationType.LN, 1e-3))
            .with(UnembedSpec.tiedToEmbedding());

    @TempDir
    private Path folder;

    private final Map<String, Object> config = new TreeMap<>();
    private Map<String, Tensor> tensors = new TreeMap<>();

    @BeforeEach
    void a_usual_folder() {
        fill(GPT2, PREFIX);
    }

    private void fill(TransformerConfig shape, String prefix) {
        config.clear();
        config.put("model_type", "gpt2");
        config.put("architectures", List.of("GPT2LMHeadModel"));
        config.put("activation_function", shape.actFn().name().toLowerCase(Locale.ROOT));
        config.put("layer_norm_epsilon", shape.eps());
        config.put("n_embd", shape.dModel());
        config.put("n_head", shape.nHeads());
        config.put("n_layer", shape.nLayers());
        config.put("n_inner", shape.dMlp());
        config.put("n_positions", shape.nCtx());
        config.put("vocab_size", shape.dVocab());
        config.put("tie_word_embeddings", shape.unembed().tied());
        config.put("bos_token_id", 3);
        config.put("summary_activation", null);
        TransformerWeights weights = Architectures.random(shape, 5);
        tensors = new TreeMap<>();
        Map<String, Tensor> own = new TreeMap<>(
                NamedWeights.toTensors(shape, weights.values(), Map.of()).tensors());
        Gpt2Keys.of(shape)
                .toForeign(own)
                .forEach((name, tensor) -> tensors.put(name.startsWith("lm_head") ? name : prefix + name, tensor));
    }

    private void write() throws IOException {
        Files.writeString(folder.resolve("config.json"), Json.pretty(config));
        SafeTensors.of(tensors, Map.of("format", "pt")).write(folder.resolve("model.safetensors"));
    }

    private void assertRefused(String... parts) {
        var refusal = assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> OpenedModel.of(folder));
        for (String part : parts) {
            refusal.withMessageContaining(part);
        }
        refusal.satisfies(thrown -> assertThat(thrown.fix()).isNotBlank());
    }

    @Test
    void a_gpt2_is_read_as_it_was_written() throws IOException {
        write();
        OpenedModel model = OpenedModel.of(folder);
        assertThat(model.origin()).isEqualTo(Origin.GPT2);
        assertThat(model.outputs()).isEqualTo(Outputs.SOFTMAX);
        assertThat(model.weights().config()).isEqualTo(GPT2);
        assertThat(model.weights().id()).isEqualTo(Architectures.random(GPT2, 5).id());
        assertThat(model.vocabulary().tokens()).containsExactly("0", "1", "2", "<bos>", "4");
        assertThat(model.remarks()).hasSize(1).first().asString().contains("vocab.json");
    }

    @Test
    void prefixes_buffers_and_a_stored_tied_head_make_no_difference() throws IOException {
        fill(GPT2, "");
        tensors.put("h.0.attn.bias", new Tensor(DType.BOOL, List.of(1L, 1L, 7L, 7L), new byte[49]));
        tensors.put("h.1.attn.masked_bias", Tensor.ofFloats(List.of(), new float[] {-1e4f}));
        tensors.put("lm_head.weight", tensors.get("wte.weight"));
        write();
        assertThat(OpenedModel.of(folder).weights().id())
                .isEqualTo(Architectures.random(GPT2, 5).id());
    }

    @Test
    void an_unembedding_of_its_own_and_one_with_bias_are_read() throws IOException {
        for (UnembedSpec unembed :
                List.of(new UnembedSpec(false, false), new UnembedSpec(false, true), new UnembedSpec(true, true))) {
            fill(GPT2.with(unembed), PREFIX);
            write();
            assertThat(OpenedModel.of(folder).weights().id())
                    .isEqualTo(Architectures.random(GPT2.with(unembed), 5).id());
        }
    }

    @Test
    void any_sizes_and_activations_are_read() throws IOException {
        for (ActFn act : List.of(ActFn.RELU, ActFn.GELU, ActFn.GELU_NEW)) {
            for (Dimensions sizes : List.of(Dimensions.of(1, 6, 1, 3, 2), Dimensions.of(4, 16, 8, 40, 31))) {
                TransformerConfig shape = new TransformerConfig(
                        sizes,
                        GPT2.attn(),
                        new MlpSpec(act, 4 * sizes.dModel()),
                        GPT2.norm(),
                        GPT2.positions(),
                        GPT2.residual(),
                        GPT2.unembed(),
                        true,
                        GPT2.initialisation());
                fill(shape, PREFIX);
                config.put("n_inner", null);
                write();
                assertThat(OpenedModel.of(folder).weights().id())
                        .isEqualTo(Architectures.random(shape, 5).id());
            }
        }
    }

    /** Drawn weights rounded to half precision come back as the rounded ones, and logits move by the rounding only. */
    @ParameterizedTest
    @ValueSource(strings = {"F16", "BF16"})
    void half_precision_is_read(String type) throws IOException {
        tensors.replaceAll((name, tensor) -> halves(tensor, DType.valueOf(type)));
        write();
        int[] tokens = {1, 4, 0, 2};
        double[] whole = ReferenceTransformer.of(Architectures.random(GPT2, 5))
                .run(tokens)
                .logits()
                .values();
        double[] rounded = ReferenceTransformer.of(OpenedModel.of(folder).weights())
                .run(tokens)
                .logits()
                .values();
        assertThat(rounded).isNotEqualTo(whole);
        double step = type.equals("F16") ? 0x1p-10 : 0x1p-7;
        for (int i = 0; i < whole.length; i++) {
            assertThat(rounded[i]).isCloseTo(whole[i], within(50 * step));
        }
    }

    /** Truncates float32 to bfloat16, or to half precision where its exponents suffice. */
    private static Tensor halves(Tensor tensor, DType type) {
        float[] values = tensor.floats();
        byte[] bytes = new byte[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToIntBits(values[i]);
            int exponent = (bits >> 23 & 0xFF) - 127 + 15;
            int half = exponent <= 0 ? 0 : (bits >> 16 & 0x8000) | exponent << 10 | bits >> 13 & 0x3FF;
            int narrow = type == DType.BF16 ? bits >> 16 : half;
            bytes[2 * i] = (byte) narrow;
            bytes[2 * i + 1] = (byte) (narrow >> 8);
        }
        return new Tensor(type, tensor.shape(), bytes);
    }

    @Test
    void sigmoid_outputs_are_told_by_the_class() throws IOException {
        config.put("architectures", List.of("GPT2BCELMHeadModel"));
        write();
        assertThat(OpenedModel.of(folder).outputs()).isEqualTo(Outputs.SIGMOID);
        config.put("architectures", List.of("GPT2ForSequenceClassification"));
        write();
        assertRefused("GPT2ForSequenceClassification", "GPT2BCELMHeadModel");
    }

    @Test
    void shards_are_read_through_their_index() throws IOException {
        Map<String, String> places = shards();
        index(places);
        assertThat(OpenedModel.of(folder).weights().id())
                .isEqualTo(Architectures.random(GPT2, 5).id());
        String first = places.keySet().iterator().next();
        places.put(first, places.get(first).replace('1', '2'));
        index(places);
        assertRefused(first, "which model.safetensors.index.json places in");
        places.remove(first);
        index(places);
        assertRefused(first, "places in null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.safetensors", "/etc/passwd", "a/b.safetensors", "c:\\x", "", "..", ".hidden"})
    void a_shard_outside_the_folder_is_refused(String name) throws IOException {
        Map<String, String> places = shards();
        places.replaceAll((tensor, shard) -> name);
        index(places);
        assertRefused("'" + name + "'", "not the plain name");
    }

    @Test
    void a_shard_that_is_a_link_out_of_the_folder_is_refused() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Map<String, String> places = shards();
        for (String shard : List.of("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")) {
            Files.move(folder.resolve(shard), outside.resolve(shard));
            Files.createSymbolicLink(inside.resolve(shard), outside.resolve(shard));
        }
        index(places);
        Files.move(folder.resolve("config.json"), inside.resolve("config.json"));
        Files.move(folder.resolve("model.safetensors.index.json"), inside.resolve("model.safetensors.index.json"));
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> OpenedModel.of(inside))
                .withMessageContaining("a link out of the folder");
    }

    private Map<String, String> shards() throws IOException {
        Map<String, String> places = new TreeMap<>();
        List<Map<String, Tensor>> parts = List.of(new TreeMap<>(), new TreeMap<>());
        tensors.forEach((name, tensor) -> {
            int part = places.size() % 2;
            parts.get(part).put(name, tensor);
            places.put(name, "model-0000" + (part + 1) + "-of-00002.safetensors");
        });
        for (int part = 0; part < 2; part++) {
            SafeTensors.of(parts.get(part), Map.of())
                    .write(folder.resolve("model-0000" + (part + 1) + "-of-00002.safetensors"));
        }
        return places;
    }

    private void index(Map<String, String> places) throws IOException {
        Files.writeString(folder.resolve("config.json"), Json.pretty(config));
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                Json.pretty(Map.of("metadata", Map.of("total_size", 1), "weight_map", places)));
    }

    @Test
    void a_pickle_is_never_opened_and_the_way_out_is_told() throws IOException {
        Files.writeString(folder.resolve("config.json"), Json.pretty(config));
        assertRefused("neither model.safetensors nor");
        Files.writeString(folder.resolve("pytorch_model.bin"), "anything");
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> OpenedModel.of(folder))
                .withMessageContaining("pytorch_model.bin")
                .withMessageContaining("never read")
                .satisfies(
                        thrown -> assertThat(thrown.fix()).contains("save_file").contains("pytorch_model.bin"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    scale_attn_by_inverse_layer_idx | true   | scale_attn_by_inverse_layer_idx is true, and only false
                    reorder_and_upcast_attn         | true   | reorder_and_upcast_attn is true
                    scale_attn_weights              | false  | scale_attn_weights is false, and only true
                    add_cross_attention             | true   | add_cross_attention
                    activation_function             | "silu" | activation_function is silu, which is not known here; known are gelu
                    n_head                          | 5      | d_model 12 is not a multiple of n_heads 5
                    n_head                          | 0      | n_head must be a whole number from 1, found 0
                    n_layer                         | 1.5    | n_layer must be a whole number
                    n_layer                         | 3      | lacks h.2.attn.c_attn.bias
                    n_layer                         | 1      | holds h.1.attn.c_attn.bias
                    n_positions                     | 8      | wpe.weight is F32[7, 12], wanted [8, 12]
                    vocab_size                      | 6      | wte.weight is F32[5, 12], wanted [6, 12]
                    vocab_size                      | 2000000000 | out of range
                    n_inner                         | 24     | h.0.mlp.c_fc.weight is F32[12, 20], wanted [12, 24]
                    n_inner                         | null   | wanted [12, 48]
                    layer_norm_epsilon              | 0      | layer_norm_epsilon must be a positive number
                    layer_norm_epsilon              | "tiny" | layer_norm_epsilon must be a positive number
                    tie_word_embeddings             | false  | lacks lm_head.weight
                    tie_word_embeddings             | "yes"  | tie_word_embeddings must be true or false
                    model_type                      | "gptj" | model_type is gptj, and only gpt2
                    quantization_config             | {"bits": 4} | quantization_config
                    """)
    void whatever_cannot_be_computed_is_refused_by_name(String field, String value, String reason) throws IOException {
        config.put(field, Json.parse(value, Object.class));
        write();
        assertRefused(reason);
    }

    @Test
    void everything_wrong_with_a_configuration_is_said_at_once() throws IOException {
        config.put("n_head", -1);
        config.put("activation_function", "tanh");
        config.remove("n_embd");
        write();
        assertRefused("n_head must be", "activation_function is tanh", "n_embd must be");
    }

    @Test
    void missing_extra_and_misshapen_tensors_are_all_named() throws IOException {
        tensors.remove(PREFIX + "ln_f.bias");
        tensors.put(PREFIX + "h.0.adapter.weight", Tensor.ofFloats(List.of(1L), new float[1]));
        tensors.put(PREFIX + "h.1.ln_1.weight", Tensor.ofFloats(List.of(3L), new float[3]));
        write();
        assertRefused("lacks ln_f.bias, wanted [12]", "h.1.ln_1.weight is F32[3]", "holds h.0.adapter.weight F32[1]");
    }

    @Test
    void weights_that_are_no_plain_numbers_are_refused() throws IOException {
        Tensor norm = Tensor.ofFloats(List.of(12L), new float[12]);
        norm.bytes()[2] = (byte) 0xC0;
        norm.bytes()[3] = 0x7F;
        tensors.put(PREFIX + "ln_f.bias", norm);
        write();
        assertRefused("ln_final.b is NaN at entry 0");
        tensors.put(PREFIX + "ln_f.bias", new Tensor(DType.I8, List.of(12L), new byte[12]));
        write();
        assertRefused("ln_final.b is I8[12], wanted F32, F16, BF16 or F64");
    }

    @Test
    void a_head_that_is_tied_and_different_is_refused() throws IOException {
        tensors.put("lm_head.weight", Tensor.ofFloats(List.of(5L, 12L), new float[60]));
        write();
        assertRefused("lm_head.weight is not wte.weight");
    }

    @Test
    void a_field_that_is_not_known_is_remarked() throws IOException {
        config.put("attention_window", 3);
        write();
        assertThat(OpenedModel.of(folder).remarks()).anyMatch(remark -> remark.contains("attention_window"));
    }

    @Test
    void names_of_tokens_are_taken_from_either_kind_of_vocabulary() throws IOException {
        write();
        Map<String, Object> names = new HashMap<>();
        List<String> tokens = List.of("a", "b", "c", "d", "e");
        tokens.forEach(token -> names.put(token, tokens.indexOf(token)));
        Files.writeString(folder.resolve("vocab.json"), Json.pretty(names));
        assertThat(OpenedModel.of(folder).vocabulary().tokens()).isEqualTo(tokens);
        names.put("e", 3);
        Files.writeString(folder.resolve("vocab.json"), Json.pretty(names));
        assertThat(OpenedModel.of(folder).vocabulary().tokens()).containsExactly("0", "1", "2", "3", "4");
        assertThat(OpenedModel.of(folder).remarks()).anyMatch(remark -> remark.contains("vocab.json"));
    }

    @Test
    void folders_that_are_none_say_so() throws IOException {
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> OpenedModel.of(folder.resolve("absent")))
                .withMessageContaining("is not a folder");
        config.clear();
        config.put("model_type", "llama");
        write();
        assertRefused("neither that of a GPT-2");
        Files.writeString(folder.resolve("config.json"), "[1]");
        assertRefused("not the JSON");
    }
}
