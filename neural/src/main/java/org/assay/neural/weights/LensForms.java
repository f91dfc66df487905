package org.assay.neural.weights;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.assay.neural.transformer.AttentionSpec.QkControl;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;

/**
 * What TransformerLens can say and what it cannot: its networks have a bias at every map and an unembedding of their own, so
 * what ours leave out is added with the value that changes nothing.
 */
public final class LensForms {
    private static final String UNEMBEDDING = "unembed.W_U";
    private static final String UNEMBEDDING_BIAS = "unembed.b_U";
    private static final Pattern BLOCK_BIAS = Pattern.compile("blocks\\.\\d+\\.(attn\\.b_[QKVO]|mlp\\.b_(in|out))");

    private LensForms() {}

    /** Why a HookedTransformer (up to TransformerLens 3) cannot be this architecture; empty when it can. */
    public static Optional<String> hookedObstacle(TransformerConfig config) {
        QkControl control = config.attn().control();
        if (config.attention() != Attention.SOFTMAX) {
            return Optional.of(words(config.attention()) + " attention");
        }
        if (config.bilinearMlp()) {
            return Optional.of("a bilinear MLP");
        }
        if (config.normalizationType() == NormalizationType.BATCH) {
            return Optional.of("a norm by one number for a batch");
        }
        if (!config.rotary() && !config.learnedPositions()) {
            return Optional.of("no positions");
        }
        if (control == QkControl.BATCH_NORM || control.reparametrises()) {
            return Optional.of(words(control) + " of queries and keys");
        }
        return config.residual().adds() ? Optional.empty() : Optional.of("a residual stream that is not a plain sum");
    }

    /** Why TransformerLens' own small networks (from 3.4 on) cannot be this architecture; empty when they can. */
    public static Optional<String> nativeObstacle(TransformerConfig config) {
        return hookedObstacle(config)
                .or(() -> config.unembed().bias() ? Optional.of("a bias at the unembedding") : Optional.empty());
    }

    /** Names of the tensors that a HookedTransformer of this architecture has beside ours. */
    static Predicate<String> added(TransformerConfig config) {
        if (hookedObstacle(config).isPresent()) {
            return name -> false;
        }
        return name -> !config.biases() && BLOCK_BIAS.matcher(name).matches()
                || config.unembed().tied() && name.equals(UNEMBEDDING)
                || !config.unembed().bias() && name.equals(UNEMBEDDING_BIAS);
    }

    /** The tensors that a HookedTransformer of this architecture has beside those that {@code own} holds. */
    static Map<String, Tensor> additions(TransformerConfig config, Map<String, Tensor> own) {
        if (hookedObstacle(config).isPresent()) {
            return Map.of();
        }
        Map<String, Tensor> added = new TreeMap<>();
        for (int layer = 0; layer < config.nLayers() && !config.biases(); layer++) {
            String block = HookPoint.block(layer);
            for (String projection : new String[] {"Q", "K", "V"}) {
                added.put(block + "attn.b_" + projection, constant(0, config.nHeads(), config.dHead()));
            }
            added.put(block + "attn.b_O", constant(0, config.dModel()));
            if (!config.attnOnly()) {
                added.put(block + "mlp.b_in", constant(0, config.dMlp()));
                added.put(block + "mlp.b_out", constant(0, config.dModel()));
            }
        }
        if (config.unembed().tied()) {
            added.put(UNEMBEDDING, transposed(own.get("embed.W_E")));
        }
        if (!config.unembed().bias()) {
            added.put(UNEMBEDDING_BIAS, constant(0, config.dVocab()));
        }
        return added;
    }

    /** The tensors of a network in the native layout; there must be no {@link #nativeObstacle}. */
    static Map<String, Tensor> toNative(TransformerConfig config, Map<String, Tensor> own) {
        Map<String, Tensor> all = new TreeMap<>(own);
        all.putAll(additions(config, own));
        if (config.hasNorm() && !config.hasGain()) {
            for (int layer = 0; layer < config.nLayers(); layer++) {
                putNeutralNorm(HookPoint.block(layer) + "ln1.", config, all);
                putNeutralNorm(HookPoint.block(layer) + "ln2.", config, all);
            }
            putNeutralNorm("ln_final.", config, all);
        }
        return NativeKeys.of(config).toForeign(all);
    }

    private static void putNeutralNorm(String prefix, TransformerConfig config, Map<String, Tensor> all) {
        all.put(prefix + "w", constant(1, config.dModel()));
        all.put(prefix + "b", constant(0, config.dModel()));
    }

    private static Tensor constant(float value, int... shape) {
        long[] extents = Arrays.stream(shape).asLongStream().toArray();
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        Arrays.fill(values, value);
        return Tensor.ofFloats(KeyMap.list(extents), values);
    }

    private static Tensor transposed(Tensor matrix) {
        KeyMap map = new KeyMap()
                .transposed("a", "b", matrix.shape().get(0), matrix.shape().get(1));
        return map.toForeign(Map.of("a", matrix)).get("b");
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
