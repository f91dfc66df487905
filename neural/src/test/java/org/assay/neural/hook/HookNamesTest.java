package org.assay.neural.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assay.datasets.model.Positions;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.PositionSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.junit.jupiter.api.Test;

/** Names and shapes of hook points against the table of TransformerLens' HookedTransformer. */
class HookNamesTest {
    /** b batch, p position, h head, D d_model, H d_head, F d_mlp, V d_vocab_out, q query, k key. */
    private static final String BLOCK = """
            hook_resid_pre          b p D
            ln1.hook_scale          b p 1
            ln1.hook_normalized     b p D
            hook_attn_in            b p h D
            hook_q_input            b p h D
            hook_k_input            b p h D
            hook_v_input            b p h D
            attn.hook_q             b p h H
            attn.hook_k             b p h H
            attn.hook_v             b p h H
            attn.hook_attn_scores   b h q k
            attn.hook_pattern       b h q k
            attn.hook_z             b p h H
            attn.hook_result        b p h D
            hook_attn_out           b p D
            hook_resid_mid          b p D
            hook_mlp_in             b p D
            ln2.hook_scale          b p 1
            ln2.hook_normalized     b p D
            mlp.hook_pre            b p F
            mlp.hook_post           b p F
            hook_mlp_out            b p D
            hook_resid_post         b p D
            """;

    private static final String AROUND = """
            hook_tokens               b p
            hook_embed                b p D
            ln_final.hook_scale       b p 1
            ln_final.hook_normalized  b p D
            unembed.hook_in           b p D
            unembed.hook_out          b p V
            """;

    private static final Map<String, Integer> SIZES =
            Map.of("b", 3, "p", 5, "q", 5, "k", 5, "h", 2, "D", 16, "H", 8, "F", 64, "V", 7, "1", 1);
    private static final int[][] SEQUENCES = {{0, 1, 2, 3, 4}, {4, 4, 0, 6, 5}, {2, 2, 2, 1, 0}};
    private static final TransformerConfig LEARNED = TransformerConfig.standard(2, 16, 2, 6, 7, ActFn.GELU);
    private static final Vocabulary VOCABULARY = Vocabulary.of("a", "b", "c", "d", "e", "f", "g");

    private static Map<String, int[]> table(String... more) {
        Map<String, int[]> table = new TreeMap<>();
        for (int layer = 0; layer < 2; layer++) {
            String block = HookPoint.block(layer);
            BLOCK.lines().forEach(line -> add(table, block, line));
            for (String line : more) {
                add(table, line.startsWith("hook_pos") ? "" : block, line);
            }
        }
        AROUND.lines().forEach(line -> add(table, "", line));
        return table;
    }

    private static void add(Map<String, int[]> table, String prefix, String line) {
        String[] words = line.trim().split(" +");
        int[] shape = Arrays.stream(words).skip(1).mapToInt(SIZES::get).toArray();
        table.put(prefix + words[0], shape);
    }

    private static void requireShapes(TransformerConfig config, Map<String, int[]> wanted) {
        try (HookedTransformer network = HookedTransformer.of("n", VOCABULARY, Architectures.random(config, 3))) {
            ActivationCache cache = network.runWithCache(SEQUENCES, NameFilter.glob("*"));
            assertThat(cache.names()).containsExactlyInAnyOrderElementsOf(wanted.keySet());
            wanted.forEach((name, shape) ->
                    assertThat(cache.get(name).shape()).as(name).containsExactly(shape));
        }
    }

    @Test
    void learned_positions_have_their_embedding_and_nothing_rotated() {
        requireShapes(LEARNED, table("hook_pos_embed b p D"));
    }

    @Test
    void rotary_positions_have_rotated_queries_and_keys_and_no_embedding() {
        requireShapes(
                LEARNED.with(PositionSpec.of(PositionalEmbeddingType.ROTARY)),
                table("attn.hook_rot_q b p h H", "attn.hook_rot_k b p h H"));
    }

    @Test
    void bilinear_attention_has_two_score_maps_and_no_norm_no_scale() {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(1, 16, 2, 6, 7);
        assertThat(HookPoint.of(config).stream().map(HookPoint::name).collect(Collectors.toList()))
                .contains(
                        "blocks.0.hook_q1_input",
                        "blocks.0.hook_k2_input",
                        "blocks.0.attn.hook_q2",
                        "blocks.0.attn.hook_rot_k1",
                        "blocks.0.attn.hook_attn_scores1",
                        "blocks.0.attn.hook_attn_scores2")
                .noneMatch(name -> name.contains("ln") || name.contains("mlp") || name.contains("resid_mid"));
    }

    @Test
    void names_that_nothing_answers_to_are_refused_with_the_nearest() {
        try (HookedTransformer network = HookedTransformer.of("n", VOCABULARY, Architectures.random(LEARNED, 3))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.runWithCache(SEQUENCES, NameFilter.names("blocks.1.hook_resid_pos")))
                    .withMessageContaining("did you mean 'blocks.1.hook_resid_post'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.runWithCache(SEQUENCES, NameFilter.glob("blocks.*.hook_y")))
                    .withMessageContaining("blocks.*.hook_y");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.runWithCache(SEQUENCES, NameFilter.matching(name -> false)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.runWithCache(SEQUENCES, NameFilter.usual(), Positions.at(5)))
                    .withMessageContaining("not all within sequences of 5 tokens");
            ActivationCache cache = network.runWithCache(SEQUENCES, NameFilter.glob("*.attn.hook_z"));
            assertThat(cache.names()).containsExactly("blocks.0.attn.hook_z", "blocks.1.attn.hook_z");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cache.get("blocks.0.attn.hook_q"))
                    .withMessageContaining("not kept");
        }
    }

    @Test
    void kept_positions_are_those_of_the_whole_and_the_keys_all_stay() {
        try (HookedTransformer network = HookedTransformer.of("n", VOCABULARY, Architectures.random(LEARNED, 3))) {
            ActivationCache whole = network.runWithCache(SEQUENCES, NameFilter.glob("*"));
            ActivationCache part = network.runWithCache(SEQUENCES, NameFilter.glob("*"), Positions.at(1, 4));
            for (String name : whole.names()) {
                String axis = whole.get(name).axes().contains("query") ? "query" : "position";
                assertThat(part.get(name).size(axis)).as(name).isEqualTo(2);
                assertThat(part.get(name).select(axis, 1))
                        .as(name)
                        .isEqualTo(whole.get(name).select(axis, 4));
                assertThat(part.get(name).select(axis, 0))
                        .as(name)
                        .isEqualTo(whole.get(name).select(axis, 1));
            }
        }
    }
}
