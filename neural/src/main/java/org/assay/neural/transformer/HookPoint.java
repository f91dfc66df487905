package org.assay.neural.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A named place in the forward pass, under its TransformerLens name, with its axes. {@code hook_normalized} is what
 * TransformerLens means by it from 3.0 on: the vector before the gain and offset of the norm; {@code hook_scale} is what the
 * vector was divided by.
 *
 * <p>{@code hook_attn_out} and {@code hook_mlp_out} are what is added to the residual stream, its scale ({@link ResidualSpec})
 * included; {@code hook_result}, what one head writes, is without that scale and the bias. Queries and keys are seen after batch normalisation and before rotation, and after it as {@code hook_rot_q}.
 * {@code hook_attn_scores} are scaled and masked (with minus infinity before a softmax, else with 0).
 *
 * <p>Names that TransformerLens lacks, because it lacks the thing: for bilinear attention {@code hook_q1 .. hook_k2} and what is
 * derived from them ({@code hook_rot_q1}, {@code hook_q1_input}), and two score maps {@code hook_attn_scores1} and {@code
 * hook_attn_scores2}, whose product is the pattern; for a bilinear MLP {@code hook_pre_linear}.
 *
 * @param name   such as {@code blocks.0.hook_resid_post}
 * @param layout which axes it has
 * @param heads  N where it has heads, else 1
 * @param size   extent of the last axis; 0 where that is the number of keys, which the sequence decides
 */
public record HookPoint(String name, Layout layout, int heads, int size) {

    /** The logits, by the name they have in TransformerLens from 3.0 on. */
    public static final String LOGITS = "unembed.hook_out";

    /** What the unembedding reads, after the last norm. */
    public static final String UNEMBED_IN = "unembed.hook_in";

    /** The tokens themselves. */
    public static final String TOKENS = "hook_tokens";

    /** Axes, by the names under which they are handed out. */
    public enum Layout {
        /** (batch, position). */
        TOKEN,
        /** (batch, position, d): one vector per position. */
        VECTOR,
        /** (batch, position, head, d): heads side by side. */
        HEADS,
        /** (batch, head, query, key). */
        KEYS
    }

    /** All hook points of a network, in the order in which a forward pass reaches them. */
    public static List<HookPoint> of(TransformerConfig config) {
        List<HookPoint> points = new ArrayList<>();
        points.add(new HookPoint(TOKENS, Layout.TOKEN, 1, 1));
        residual(points, "hook_embed", config);
        if (config.learnedPositions()) {
            residual(points, "hook_pos_embed", config);
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            addBlock(points, block(layer), config);
        }
        addNorm(points, "ln_final.", config);
        residual(points, UNEMBED_IN, config);
        points.add(new HookPoint(LOGITS, Layout.VECTOR, 1, config.dVocab()));
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

    /** The residual stream as each head reads it for one of its projections, before the norm: {@code hook_q_input}. */
    public static String input(int layer, String projection) {
        return block(layer) + "hook_" + projection.toLowerCase(Locale.ROOT) + "_input";
    }

    /** How many numbers there are per position; 0 where the sequence decides it. */
    public int width() {
        return heads * size;
    }

    /** Whether it holds one vector of fixed width per position. */
    public boolean isVector() {
        return layout == Layout.VECTOR || layout == Layout.HEADS;
    }

    /** Whether it is one of the inputs of heads, which cost a copy of the residual stream for each head. */
    public boolean isHeadInput() {
        return layout == Layout.HEADS && (name.endsWith("_input") || name.endsWith(".hook_attn_in"));
    }

    /** Whether TransformerLens has it only when a switch is set. */
    public boolean isSwitched() {
        return isHeadInput()
                || layout == Layout.TOKEN
                || name.endsWith(".hook_mlp_in")
                || name.endsWith(".attn.hook_result");
    }

    /** Names of the axes, outermost first. */
    public List<String> axes() {
        return switch (layout) {
            case TOKEN -> List.of("batch", "position");
            case VECTOR -> List.of("batch", "position", "d");
            case HEADS -> List.of("batch", "position", "head", "d");
            case KEYS -> List.of("batch", "head", "query", "key");
        };
    }

    /** The extents of its axes for {@code batch} sequences of {@code length} tokens. */
    public int[] shape(int batch, int length) {
        return switch (layout) {
            case TOKEN -> new int[] {batch, length};
            case VECTOR -> new int[] {batch, length, size};
            case HEADS -> new int[] {batch, length, heads, size};
            case KEYS -> new int[] {batch, heads, length, length};
        };
    }

    /** Names of the directions: {@code 0, 1, ...}, or {@code head.index}. */
    public List<String> directions() {
        List<String> names = new ArrayList<>(width());
        for (int i = 0; i < width(); i++) {
            names.add(layout == Layout.VECTOR ? Integer.toString(i) : i / size + "." + i % size);
        }
        return names;
    }

    private static void addBlock(List<HookPoint> points, String block, TransformerConfig config) {
        residual(points, block + "hook_resid_pre", config);
        addNorm(points, block + "ln1.", config);
        List<String> projections = ParameterLayout.projections(config);
        heads(points, block + "hook_attn_in", config, config.dModel());
        for (String projection : projections) {
            heads(points, block + "hook_" + lower(projection) + "_input", config, config.dModel());
        }
        for (String projection : projections) {
            heads(points, block + "attn.hook_" + lower(projection), config, config.dHead());
        }
        if (config.rotary()) {
            for (String projection : projections.subList(0, projections.size() - 1)) {
                heads(points, block + "attn.hook_rot_" + lower(projection), config, config.dHead());
            }
        }
        for (String scores : scores(config)) {
            points.add(new HookPoint(block + "attn." + scores, Layout.KEYS, config.nHeads(), 0));
        }
        points.add(new HookPoint(block + "attn.hook_pattern", Layout.KEYS, config.nHeads(), 0));
        heads(points, block + "attn.hook_z", config, config.dHead());
        heads(points, block + "attn.hook_result", config, config.dModel());
        residual(points, block + "hook_attn_out", config);
        if (!config.attnOnly()) {
            addMlp(points, block, config);
        }
        residual(points, block + "hook_resid_post", config);
    }

    /** Last parts of the names of the score maps: one, or two for bilinear attention. */
    public static List<String> scores(TransformerConfig config) {
        return config.bilinearAttention()
                ? List.of("hook_attn_scores1", "hook_attn_scores2")
                : List.of("hook_attn_scores");
    }

    private static void addMlp(List<HookPoint> points, String block, TransformerConfig config) {
        residual(points, block + "hook_resid_mid", config);
        residual(points, block + "hook_mlp_in", config);
        addNorm(points, block + "ln2.", config);
        points.add(new HookPoint(block + "mlp.hook_pre", Layout.VECTOR, 1, config.dMlp()));
        if (config.bilinearMlp()) {
            points.add(new HookPoint(block + "mlp.hook_pre_linear", Layout.VECTOR, 1, config.dMlp()));
        }
        points.add(new HookPoint(block + "mlp.hook_post", Layout.VECTOR, 1, config.dMlp()));
        residual(points, block + "hook_mlp_out", config);
    }

    private static void addNorm(List<HookPoint> points, String norm, TransformerConfig config) {
        if (config.hasNorm()) {
            points.add(new HookPoint(norm + "hook_scale", Layout.VECTOR, 1, 1));
            residual(points, norm + "hook_normalized", config);
        }
    }

    private static void residual(List<HookPoint> points, String name, TransformerConfig config) {
        points.add(new HookPoint(name, Layout.VECTOR, 1, config.dModel()));
    }

    private static void heads(List<HookPoint> points, String name, TransformerConfig config, int size) {
        points.add(new HookPoint(name, Layout.HEADS, config.nHeads(), size));
    }

    private static String lower(String projection) {
        return projection.toLowerCase(Locale.ROOT);
    }
}
