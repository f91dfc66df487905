package org.assay.neural.weights.foreign;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.weights.KeyMap;

/**
 * The key layout of Hugging Face's GPT-2, without its prefix: maps are stored input x output ({@code Conv1D}), queries, keys and
 * values of all heads side by side in {@code c_attn}; an unembedding of its own is stored output x input.
 */
final class Gpt2Keys {
    private static final List<String> JOINT = List.of("Q", "K", "V");

    private Gpt2Keys() {}

    static KeyMap of(TransformerConfig config) {
        KeyMap map = new KeyMap();
        long width = config.dModel();
        map.same("embed.W_E", "wte.weight", config.dVocab(), width);
        map.same("pos_embed.W_pos", "wpe.weight", config.nCtx(), width);
        for (int layer = 0; layer < config.nLayers(); layer++) {
            String own = HookPoint.block(layer);
            String foreign = "h." + layer + ".";
            addNorm(map, own + "ln1.", foreign + "ln_1.", width);
            addAttention(map, own + "attn.", foreign + "attn.", config);
            addNorm(map, own + "ln2.", foreign + "ln_2.", width);
            map.same(own + "mlp.W_in", foreign + "mlp.c_fc.weight", width, config.dMlp());
            map.same(own + "mlp.b_in", foreign + "mlp.c_fc.bias", config.dMlp());
            map.same(own + "mlp.W_out", foreign + "mlp.c_proj.weight", config.dMlp(), width);
            map.same(own + "mlp.b_out", foreign + "mlp.c_proj.bias", width);
        }
        addNorm(map, "ln_final.", "ln_f.", width);
        if (!config.unembed().tied()) {
            map.transposed("unembed.W_U", "lm_head.weight", width, config.dVocab());
        }
        if (config.unembed().bias()) {
            map.same("unembed.b_U", "lm_head.bias", config.dVocab());
        }
        return map;
    }

    private static void addNorm(KeyMap map, String own, String foreign, long width) {
        map.same(own + "w", foreign + "weight", width);
        map.same(own + "b", foreign + "bias", width);
    }

    /** {@code W_Q} (N, D, H) lies in the first third of the columns of {@code c_attn} (D, 3 D), head beside head. */
    private static void addAttention(KeyMap map, String own, String foreign, TransformerConfig config) {
        int width = config.dModel();
        int size = config.dHead();
        List<Long> matrix = List.of((long) config.nHeads(), (long) width, (long) size);
        List<Long> bias = List.of((long) config.nHeads(), (long) size);
        for (String projection : JOINT) {
            int third = JOINT.indexOf(projection) * width;
            IntUnaryOperator place =
                    index -> index / size % width * 3 * width + third + index / (width * size) * size + index % size;
            map.put(new KeyMap.Line(
                    own + "W_" + projection,
                    matrix,
                    foreign + "c_attn.weight",
                    List.of((long) width, 3L * width),
                    place));
            map.put(new KeyMap.Line(
                    own + "b_" + projection,
                    bias,
                    foreign + "c_attn.bias",
                    List.of(3L * width),
                    index -> third + index));
        }
        List<Long> output = List.of((long) config.nHeads(), (long) size, (long) width);
        map.put(new KeyMap.Line(
                own + "W_O", output, foreign + "c_proj.weight", List.of((long) width, (long) width), index -> index));
        map.same(own + "b_O", foreign + "c_proj.bias", width);
    }
}
