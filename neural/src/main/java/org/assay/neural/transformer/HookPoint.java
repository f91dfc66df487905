package org.assay.neural.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A named place in the forward pass that holds one vector per position, under its TransformerLens name. {@code
 * hook_normalized} is what TransformerLens means by it from 3.0 on: the vector before the gain and offset of the norm.
 * Per-head vectors are flattened, head by head.
 *
 * <p>{@code hook_attn_out} and {@code hook_mlp_out} are what is added to the residual stream, scale included. Queries and keys
 * are seen after batch normalisation and before rotation.
 *
 * <p>Names that TransformerLens lacks, because it lacks the thing: {@code attn.hook_q1 .. hook_k2} for bilinear attention.
 * The pattern {@code blocks.i.attn.hook_pattern} (N x Q x K) is not a vector per position and is asked for by layer.
 *
 * @param name       such as {@code blocks.0.hook_resid_post}
 * @param width      how many numbers there are per position
 * @param perHead    size of a head when the vector is heads side by side, else 0
 */
public record HookPoint(String name, int width, int perHead) {

    /** The logits, by the name they have in TransformerLens from 3.0 on. */
    public static final String LOGITS = "unembed.hook_out";

    /** All hook points of a network, in the order in which a forward pass reaches them. */
    public static List<HookPoint> of(TransformerConfig config) {
        List<HookPoint> points = new ArrayList<>();
        residual(points, "hook_embed", config);
        if (config.learnedPositions()) {
            residual(points, "hook_pos_embed", config);
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            addBlock(points, block(layer), config);
        }
        if (config.hasNorm()) {
            residual(points, "ln_final.hook_normalized", config);
        }
        points.add(new HookPoint(LOGITS, config.dVocab(), 0));
        return List.copyOf(points);
    }

    /** {@code blocks.LAYER.} */
    public static String block(int layer) {
        return "blocks." + layer + ".";
    }

    /** The residual stream after the last block: what the last norm and the unembedding read. */
    public static String lastResidual(TransformerConfig config) {
        return block(config.nLayers() - 1) + "hook_resid_post";
    }

    /** Names of the directions: {@code 0, 1, ...}, or {@code head.index}. */
    public List<String> directions() {
        List<String> names = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            names.add(perHead == 0 ? Integer.toString(i) : i / perHead + "." + i % perHead);
        }
        return names;
    }

    private static void addBlock(List<HookPoint> points, String block, TransformerConfig config) {
        residual(points, block + "hook_resid_pre", config);
        if (config.hasNorm()) {
            residual(points, block + "ln1.hook_normalized", config);
        }
        for (String projection : ParameterLayout.projections(config)) {
            heads(points, block + "attn.hook_" + projection.toLowerCase(Locale.ROOT), config);
        }
        heads(points, block + "attn.hook_z", config);
        residual(points, block + "hook_attn_out", config);
        if (!config.attnOnly()) {
            addMlp(points, block, config);
        }
        residual(points, block + "hook_resid_post", config);
    }

    private static void addMlp(List<HookPoint> points, String block, TransformerConfig config) {
        residual(points, block + "hook_resid_mid", config);
        if (config.hasNorm()) {
            residual(points, block + "ln2.hook_normalized", config);
        }
        points.add(new HookPoint(block + "mlp.hook_pre", config.dMlp(), 0));
        if (config.bilinearMlp()) {
            points.add(new HookPoint(block + "mlp.hook_pre_linear", config.dMlp(), 0));
        }
        points.add(new HookPoint(block + "mlp.hook_post", config.dMlp(), 0));
        residual(points, block + "hook_mlp_out", config);
    }

    private static void residual(List<HookPoint> points, String name, TransformerConfig config) {
        points.add(new HookPoint(name, config.dModel(), 0));
    }

    private static void heads(List<HookPoint> points, String name, TransformerConfig config) {
        points.add(new HookPoint(name, config.nHeads() * config.dHead(), config.dHead()));
    }
}
