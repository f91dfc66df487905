package org.assay.neural.weights.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.Dimensions;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.NormSpec;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.PositionSpec;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.transformer.UnembedSpec;
import org.assay.neural.weights.DType;
import org.assay.neural.weights.ModelFolder;
import org.assay.neural.weights.SafeTensors;
import org.assay.neural.weights.Tensor;
import org.assay.neural.weights.foreign.OpenedModel.Origin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of TransformerLens, in both layouts of keys, and ours. */
class LensFolderTest {
    @TempDir
    private Path folder;

    private final Map<String, Object> config = new TreeMap<>();
    private Map<String, Tensor> tensors = new TreeMap<>();

    private void write() throws IOException {
        Files.writeString(folder.resolve("config.json"), Json.pretty(config));
        SafeTensors.of(tensors, Map.of("format", "pt")).write(folder.resolve("model.safetensors"));
    }

    private void assertRefused(String... parts) {
        var refusal = assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> OpenedModel.of(folder));
        for (String part : parts) {
            refusal.withMessageContaining(part);
        }
    }

    private static TransformerConfig lens(NormalizationType norm, PositionalEmbeddingType positions, boolean attnOnly) {
        return new TransformerConfig(
                new Dimensions(2, 10, 3, 4, 7, 5),
                AttentionSpec.of(Attention.SOFTMAX),
                new MlpSpec(attnOnly ? ActFn.BILINEAR : ActFn.GELU, attnOnly ? 0 : 14),
                NormSpec.of(norm),
                new PositionSpec(positions, 100),
                ResidualSpec.add(),
                UnembedSpec.separate(),
                true,
                Initialisation.gpt2(10));
    }

    private static List<TransformerConfig> lenses() {
        List<TransformerConfig> all = new ArrayList<>();
        for (NormalizationType norm : NormalizationType.values()) {
            for (PositionalEmbeddingType positions :
                    List.of(PositionalEmbeddingType.STANDARD, PositionalEmbeddingType.ROTARY)) {
                if (norm != NormalizationType.BATCH) {
                    all.add(lens(norm, positions, false));
                    all.add(lens(norm, positions, true));
                }
            }
        }
        return all;
    }

    /** Our own folder with what is ours taken out of it, as TransformerLens itself would have saved it. */
    private void stripped(TransformerConfig shape, String weights) throws IOException {
        Path own = folder.resolve("own");
        new ModelFolder(Architectures.random(shape, 6), Vocabulary.of("a", "b", "c", "d", "e")).write(own);
        config.clear();
        Map<?, ?> written = Json.read(own.resolve("config.json"), Map.class);
        written.forEach((name, value) -> config.put((String) name, value));
        config.remove("assay");
        if (shape.attnOnly()) {
            config.remove("act_fn");
        }
        config.put("attn_scale", Math.sqrt(shape.dHead()));
        config.put("d_vocab_out", shape.dVocab());
        config.put("use_attn_result", true);
        tensors = new TreeMap<>(SafeTensors.read(own.resolve(weights)).tensors());
        write();
    }

    private static int[] tokens() {
        return new int[] {0, 3, 4, 1, 1, 2};
    }

    @Test
    @Tag("slow")
    void both_layouts_of_transformer_lens_compute_the_same() throws IOException {
        for (TransformerConfig shape : lenses()) {
            TransformerWeights weights = Architectures.random(shape, 6);
            double[] wanted =
                    ReferenceTransformer.of(weights).run(tokens()).logits().values();
            for (String layout : List.of("model.safetensors", "model-native.safetensors")) {
                stripped(shape, layout);
                OpenedModel model = OpenedModel.of(folder);
                assertThat(model.origin())
                        .isEqualTo(
                                layout.contains("native") ? Origin.TRANSFORMER_LENS_NATIVE : Origin.TRANSFORMER_LENS);
                assertThat(ReferenceTransformer.of(model.weights())
                                .run(tokens())
                                .logits()
                                .values())
                        .as(shape.shape() + " " + layout)
                        .isEqualTo(wanted);
            }
        }
    }

    @Test
    void masks_among_the_weights_are_passed_over_and_a_bias_at_the_unembedding_is_kept() throws IOException {
        TransformerConfig shape = lens(NormalizationType.LN, PositionalEmbeddingType.STANDARD, false);
        stripped(shape, "model.safetensors");
        tensors.put("blocks.0.attn.mask", new Tensor(DType.BOOL, List.of(7L, 7L), new byte[49]));
        tensors.put("blocks.0.attn.IGNORE", Tensor.ofFloats(List.of(), new float[] {Float.NEGATIVE_INFINITY}));
        tensors.put("unembed.b_U", Tensor.ofFloats(List.of(5L), new float[] {1, 2, 3, 4, 5}));
        write();
        TransformerWeights weights = OpenedModel.of(folder).weights();
        assertThat(weights.config())
                .isEqualTo(shape.with(new UnembedSpec(false, true))
                        .with(weights.config().initialisation()));
        assertThat(weights.tensor("unembed.b_U")).containsExactly(1, 2, 3, 4, 5);
        assertThat(ParameterLayout.of(weights.config()).size()).isEqualTo(weights.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    attention_dir             | "bidirectional" | attention_dir is bidirectional
                    parallel_attn_mlp         | true            | parallel_attn_mlp is true
                    gated_mlp                 | true            | gated_mlp is true
                    use_local_attn            | true            | use_local_attn
                    attn_scale                | 1.0             | attn_scale is 1.0
                    d_vocab_out               | 9               | d_vocab_out is 9
                    n_key_value_heads         | 1               | n_key_value_heads is 1
                    rotary_dim                | 2               | rotary_dim is 2
                    rotary_adjacent_pairs     | true            | rotary_adjacent_pairs
                    final_rms                 | true            | final_rms is true
                    normalization_type        | "DyT"           | normalization_type is DyT, which is not known here
                    positional_embedding_type | "alibi"         | positional_embedding_type is alibi
                    act_fn                    | "solu_ln"       | act_fn is solu_ln
                    attn_scores_soft_cap      | 30.0            | attn_scores_soft_cap
                    d_head                    | 6               | blocks.0.attn.W_K is F32[3, 10, 4], wanted [3, 10, 6]
                    """)
    void whatever_else_transformer_lens_can_do_is_refused_by_name(String field, String value, String reason)
            throws IOException {
        stripped(lens(NormalizationType.LN, PositionalEmbeddingType.ROTARY, false), "model.safetensors");
        if (field.equals("d_head")) {
            config.put("rotary_dim", 6);
            config.remove("attn_scale");
        }
        config.put(field, Json.parse(value, Object.class));
        write();
        assertRefused(reason);
    }

    @Test
    void our_own_folders_are_opened_against_their_manifest() throws IOException {
        TransformerConfig shape = lens(NormalizationType.LN, PositionalEmbeddingType.STANDARD, false);
        new ModelFolder(Architectures.random(shape, 6), Vocabulary.of("a", "b", "c", "d", "e")).write(folder);
        OpenedModel model = OpenedModel.of(folder);
        assertThat(model.origin()).isEqualTo(Origin.ASSAY);
        assertThat(model.vocabulary().tokens()).contains("c");
        Files.writeString(folder.resolve("vocab.json"), "{}");
        assertRefused("vocab.json", "manifest.json says");
    }
}
