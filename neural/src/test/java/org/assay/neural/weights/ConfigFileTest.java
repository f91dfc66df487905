package org.assay.neural.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.assay.datasets.file.Json;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.NormSpec;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.UnembedSpec;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
    /** As the first version wrote it. */
    private static final String FIRST = """
            {
              "act_fn" : "bilinear",
              "assay" : {
                "attention" : "bilinear",
                "biases" : false,
                "embedding_range" : 1.0,
                "format" : 1,
                "initializer_range" : 0.10206207261596577,
                "zero_output" : true,
                "zero_unembed" : true
              },
              "attention_dir" : "causal",
              "attn_only" : true,
              "d_head" : 8,
              "d_mlp" : null,
              "d_model" : 32,
              "d_vocab" : 12,
              "default_prepend_bos" : false,
              "dtype" : "float32",
              "eps" : 1.0E-5,
              "final_rms" : false,
              "gated_mlp" : false,
              "model_name" : "custom",
              "n_ctx" : 10,
              "n_heads" : 4,
              "n_layers" : 2,
              "normalization_type" : null,
              "positional_embedding_type" : "rotary",
              "rotary_adjacent_pairs" : false,
              "rotary_base" : 10000.0,
              "rotary_dim" : 8
            }
            """;

    private static TransformerConfig read(String text) throws JsonProcessingException {
        return Json.parse(text, ConfigFile.class).toConfig();
    }

    private static String written(TransformerConfig config) {
        return Json.pretty(ConfigFile.of(config));
    }

    @Test
    void what_the_first_version_could_say_is_read_and_written_as_it_was() throws JsonProcessingException {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(2, 32, 4, 10, 12);
        assertThat(read(FIRST)).isEqualTo(config);
        assertThat(written(config)).isEqualTo(FIRST);
    }

    @Test
    void every_choice_comes_back() throws JsonProcessingException {
        for (TransformerConfig config : Architectures.pairwise()) {
            assertThat(read(written(config))).isEqualTo(config);
        }
    }

    @Test
    void what_is_not_usual_is_written_under_its_name() {
        String text = written(TransformerConfig.bilinearAttentionOnly(1, 8, 2, 4, 5)
                .with(new NormSpec(NormalizationType.RMS_PRE, 1e-6))
                .with(new ResidualSpec(Mix.lerp(0.25), Mix.scaled(0.5)))
                .with(new UnembedSpec(false, true)));
        assertThat(text)
                .contains("\"normalization_type\" : \"RMSPre\"", "\"eps\" : 1.0E-6", "\"attn_keep\" : 0.75")
                .contains("\"attn_write\" : 0.25", "\"mlp_write\" : 0.5", "\"unembed_bias\" : true")
                .doesNotContain("mlp_keep", "tied_unembed", "qk_control");
    }

    @Test
    void unknown_values_and_fields_are_refused_by_name() {
        assertThatThrownBy(() -> read(FIRST.replace("\"attention\" : \"bilinear\"", "\"attention\" : \"linear\"")))
                .hasMessageContaining("attention is linear, which is not known here");
        assertThatThrownBy(() -> read(FIRST.replace("\"biases\" : false", "\"biases\" : \"no\"")))
                .hasMessageContaining("assay.biases must be true or false, found no");
        assertThatThrownBy(() -> read(FIRST.replace("\"format\" : 1,", "\"format\" : 1, \"qk_control\" : \"clip\",")))
                .hasMessageContaining("qk_control is clip");
        assertThatThrownBy(() -> read(FIRST.replace("\"format\" : 1,", "\"format\" : 1, \"attn_write\" : -1,")))
                .hasMessageContaining("residual write must be positive");
        assertThatThrownBy(() -> read(FIRST.replace("\"format\" : 1,", "\"format\" : 1, \"colour\" : 1,")))
                .hasMessageContaining("assay.colour is not known here");
        assertThatThrownBy(() -> read(FIRST.replace("\"format\" : 1,", "\"format\" : 2,")))
                .hasMessageContaining("format 1, found 2");
        assertThatThrownBy(() -> read(
                        FIRST.replace("\"zero_unembed\" : true", "\"zero_unembed\" : true, \"tied_unembed\" : true")))
                .hasMessageContaining("zero_unembed cannot be with a tied unembedding");
    }
}
