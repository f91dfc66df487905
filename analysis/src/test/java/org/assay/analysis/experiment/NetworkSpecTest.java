package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.assay.neural.transformer.AttentionSpec.QkControl;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkSpecTest {
    private static TransformerConfig config(String... overrides) throws IOException {
        return ModelSpec.open("bilinear", List.of(overrides)).network().config(54);
    }

    @Test
    void the_built_in_tensor_transformer_is_the_published_one() throws IOException {
        assertThat(config()).isEqualTo(TransformerConfig.bilinearAttentionOnly(2, 64, 4, 64, 54));
    }

    @Test
    void every_part_can_be_named() throws IOException {
        TransformerConfig config = config(
                "network.attention=squared_normalised",
                "network.act_fn=gelu_new",
                "network.normalization_type=RMSPre",
                "network.positional_embedding_type=none",
                "network.attn_keep=0.5",
                "network.attn_write=0.5",
                "network.qk_control=orthogonal_penalty",
                "network.qk_penalty=0.01",
                "network.unembed=tied");
        assertThat(config.attention()).isEqualTo(Attention.SQUARED_NORMALISED);
        assertThat(config.actFn()).isEqualTo(ActFn.GELU_NEW);
        assertThat(config.normalizationType()).isEqualTo(NormalizationType.RMS_PRE);
        assertThat(config.learnedPositions() || config.rotary()).isFalse();
        assertThat(config.residual().attention()).isEqualTo(Mix.lerp(0.5));
        assertThat(config.residual().mlp()).isEqualTo(Mix.add());
        assertThat(config.attn().control()).isEqualTo(QkControl.ORTHOGONAL_PENALTY);
        assertThat(config.attn().penalty()).isEqualTo(0.01);
        assertThat(config.unembed().tied()).isTrue();
    }

    @Test
    void heads_and_mlps_have_a_width_of_their_own_where_it_is_given() throws IOException {
        TransformerConfig narrow =
                config("network.n_heads=3", "network.d_head=8", "network.act_fn=relu", "network.d_mlp=100");
        assertThat(narrow.nHeads()).isEqualTo(3);
        assertThat(narrow.dHead()).isEqualTo(8);
        assertThat(narrow.dMlp()).isEqualTo(100);
        TransformerConfig usual = config("network.act_fn=relu");
        assertThat(usual.dHead()).isEqualTo(16);
        assertThat(usual.dMlp()).isEqualTo(256);
    }

    @Test
    void the_example_of_the_reference_page_is_read(@TempDir Path folder) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "networks.md"));
        String example = page.substring(page.indexOf("```yaml\n") + 8);
        Path file = folder.resolve("example.yaml");
        Files.writeString(file, example.substring(0, example.indexOf("```")));
        TransformerConfig config =
                ModelSpec.open(file.toString(), List.of()).network().config(9);
        assertThat(config.batchNormedQk() && config.bilinearMlp() && config.rotary())
                .isTrue();
        assertThat(config.residual().attention()).isEqualTo(Mix.lerp(0.5));
        for (Enum<?>[] values : new Enum<?>[][] {QkControl.values(), Attention.values(), ActFn.values()}) {
            for (Enum<?> value : values) {
                assertThat(page).contains("`" + value.name().toLowerCase(Locale.ROOT) + "`");
            }
        }
    }

    @Test
    void what_cannot_be_is_refused_by_name() {
        assertThatThrownBy(() -> config("network.attention=linear"))
                .hasMessageContaining("attention must be one of softmax");
        assertThatThrownBy(() -> config("network.normalization_type=LNpre")).hasMessageContaining("normalization_type");
        assertThatThrownBy(() -> config("network.qk_control=clip"))
                .hasMessageContaining("qk_control must be one of none");
        assertThatThrownBy(() -> config("network.qk_penalty=1")).hasMessageContaining("qk_penalty");
        assertThatThrownBy(() -> config("network.attn_write=0")).hasMessageContaining("residual write");
        assertThatThrownBy(() -> config("network.n_heads=3")).hasMessageContaining("where d_head is not given");
        assertThatThrownBy(() -> config("network.d_head=0")).hasMessageContaining("d_head");
        assertThatThrownBy(() -> config("network.unembed=both")).hasMessageContaining("unembed");
    }
}
