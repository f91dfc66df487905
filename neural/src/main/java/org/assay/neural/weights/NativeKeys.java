package org.assay.neural.weights;

import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;

/**
 * The key layout of TransformerLens' own small networks from 3.4 on ({@code tok_embed.weight}, {@code layers.0.attn.q.weight}):
 * linear maps are stored output x input, heads one below the other, every map has a bias, norms without a trained vector have
 * one of ones, and rotary positions turn neighbouring entries of a head where ours turn entry i with entry i + H/2, so that the
 * entries of queries and keys stand in another order.
 */
public final class NativeKeys {
    private final TransformerConfig config;
    private final KeyMap map = new KeyMap();

    private NativeKeys(TransformerConfig config) {
        this.config = config;
    }

    /** The map for an architecture that {@link LensForms#nativeObstacle} has nothing against. */
    public static KeyMap of(TransformerConfig config) {
        NativeKeys keys = new NativeKeys(config);
        keys.addAll();
        return keys.map;
    }

    private void addAll() {
        long width = config.dModel();
        map.same("embed.W_E", "tok_embed.weight", config.dVocab(), width);
        if (config.learnedPositions()) {
            map.same("pos_embed.W_pos", "pos.weight", config.nCtx(), width);
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            addBlock(HookPoint.block(layer), "layers." + layer + ".");
        }
        addNorm("ln_final.", "ln_out.");
        map.transposed("unembed.W_U", "head.weight", width, config.dVocab());
    }

    private void addBlock(String own, String foreign) {
        long width = config.dModel();
        long hidden = config.dMlp();
        addNorm(own + "ln1.", foreign + "ln1.");
        for (String projection : List.of("Q", "K", "V")) {
            addProjection(own + "attn.", projection, foreign + "attn." + projection.toLowerCase(Locale.ROOT));
        }
        long heads = (long) config.nHeads() * config.dHead();
        IntUnaryOperator place = index -> (int) (index % width * heads + index / width);
        List<Long> output = KeyMap.list(config.nHeads(), config.dHead(), width);
        map.put(new KeyMap.Line(own + "attn.W_O", output, foreign + "attn.o.weight", KeyMap.list(width, heads), place));
        map.same(own + "attn.b_O", foreign + "attn.o.bias", width);
        if (!config.attnOnly()) {
            addNorm(own + "ln2.", foreign + "ln2.");
            map.transposed(own + "mlp.W_in", foreign + "mlp.fc_in.weight", width, hidden);
            map.same(own + "mlp.b_in", foreign + "mlp.fc_in.bias", hidden);
            map.transposed(own + "mlp.W_out", foreign + "mlp.fc_out.weight", hidden, width);
            map.same(own + "mlp.b_out", foreign + "mlp.fc_out.bias", width);
        }
    }

    /** {@code W_Q} (N, D, H) as (N H, D), and {@code b_Q} (N, H) as (N H). */
    private void addProjection(String own, String projection, String foreign) {
        int width = config.dModel();
        int size = config.dHead();
        boolean turned = config.rotary() && !projection.equals("V");
        IntUnaryOperator row = e -> turned ? interleaved(e, size) : e;
        IntUnaryOperator place = index -> {
            int head = index / (width * size);
            int input = index / size % width;
            return (head * size + row.applyAsInt(index % size)) * width + input;
        };
        map.put(new KeyMap.Line(
                own + "W_" + projection,
                KeyMap.list(config.nHeads(), width, size),
                foreign + ".weight",
                KeyMap.list((long) config.nHeads() * size, width),
                place));
        map.put(new KeyMap.Line(
                own + "b_" + projection,
                KeyMap.list(config.nHeads(), size),
                foreign + ".bias",
                KeyMap.list((long) config.nHeads() * size),
                index -> index / size * size + row.applyAsInt(index % size)));
    }

    /** Where entry {@code e} of a head stands when the two that turn together are neighbours. */
    private static int interleaved(int e, int size) {
        return e < size / 2 ? 2 * e : 2 * (e - size / 2) + 1;
    }

    private void addNorm(String own, String foreign) {
        if (config.hasNorm()) {
            map.same(own + "w", foreign + "weight", config.dModel());
        }
        if (config.centres()) {
            map.same(own + "b", foreign + "bias", config.dModel());
        }
    }
}
