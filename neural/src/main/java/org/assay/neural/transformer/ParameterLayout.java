package org.assay.neural.transformer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each tensor of a network lies in its one flat parameter vector. Names and shapes are those of TransformerLens'
 * HookedTransformer (its key layout before version 4); tensors are row-major. Matrices come first and vectors (biases, gains)
 * last, so that weight decay is one contiguous range; the input projections of a block lie side by side, so that they can be
 * read as one matrix.
 *
 * <p>Bilinear attention has two pairs of queries and keys, {@code W_Q1 W_K1 W_Q2 W_K2}; a bilinear MLP has {@code W_gate} and
 * {@code W_in}, as a gated MLP has in TransformerLens.
 */
public final class ParameterLayout {
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private int size;
    private final int decayed;

    /**
     * One tensor.
     *
     * @param name   such as {@code blocks.0.attn.W_Q}
     * @param shape  row-major
     * @param offset of its first entry in the flat vector
     */
    public record Parameter(String name, List<Integer> shape, int offset) {
        public Parameter {
            shape = List.copyOf(shape);
        }

        /** Number of entries. */
        public int size() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }

        /** Matrices are decayed and drawn; vectors are neither. */
        public boolean isMatrix() {
            return name.substring(name.lastIndexOf('.') + 1).startsWith("W_");
        }
    }

    private ParameterLayout(TransformerConfig config) {
        int d = config.dModel();
        add("embed.W_E", config.dVocab(), d);
        if (!config.rotary()) {
            add("pos_embed.W_pos", config.nCtx(), d);
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            addMatrices("blocks." + layer + ".", config);
        }
        add("unembed.W_U", d, config.dVocab());
        decayed = size;
        for (int layer = 0; layer < config.nLayers(); layer++) {
            addVectors("blocks." + layer + ".", config);
        }
        addNorm("ln_final.", config);
    }

    public static ParameterLayout of(TransformerConfig config) {
        return new ParameterLayout(config);
    }

    /** The input projections of attention, in the order in which they lie: Q K V, or Q1 K1 Q2 K2 V. */
    public static List<String> projections(TransformerConfig config) {
        return config.bilinearAttention() ? List.of("Q1", "K1", "Q2", "K2", "V") : List.of("Q", "K", "V");
    }

    /** All tensors, in the order of their offsets. */
    public List<Parameter> parameters() {
        return List.copyOf(parameters.values());
    }

    public Parameter parameter(String name) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no tensor is called " + name + "; there are " + parameters.keySet());
        }
        return parameter;
    }

    /** Length of the flat vector: the number of parameters. */
    public int size() {
        return size;
    }

    /** Length of the leading part that weight decay applies to. */
    public int decayedSize() {
        return decayed;
    }

    /** About how many parameters, without overflow, before anything is allocated: matrices only. */
    static long count(
            long nLayers, long dModel, long nHeads, long dHead, long dMlp, long nCtx, long dVocab, boolean bilinear) {
        long attention = (bilinear ? 6 : 4) * dModel * nHeads * dHead;
        return nLayers * (attention + 3 * dModel * dMlp) + (2 * dVocab + nCtx) * dModel;
    }

    private void addMatrices(String block, TransformerConfig config) {
        int d = config.dModel();
        for (String projection : projections(config)) {
            add(block + "attn.W_" + projection, config.nHeads(), d, config.dHead());
        }
        add(block + "attn.W_O", config.nHeads(), config.dHead(), d);
        if (config.attnOnly()) {
            return;
        }
        if (config.bilinearMlp()) {
            add(block + "mlp.W_gate", d, config.dMlp());
        }
        add(block + "mlp.W_in", d, config.dMlp());
        add(block + "mlp.W_out", config.dMlp(), d);
    }

    private void addVectors(String block, TransformerConfig config) {
        addNorm(block + "ln1.", config);
        if (config.biases()) {
            for (String projection : projections(config)) {
                add(block + "attn.b_" + projection, config.nHeads(), config.dHead());
            }
            add(block + "attn.b_O", config.dModel());
        }
        if (config.attnOnly()) {
            return;
        }
        addNorm(block + "ln2.", config);
        if (config.biases()) {
            add(block + "mlp.b_in", config.dMlp());
            add(block + "mlp.b_out", config.dModel());
        }
    }

    private void addNorm(String prefix, TransformerConfig config) {
        if (config.hasNorm()) {
            add(prefix + "w", config.dModel());
        }
        if (config.normalizationType() == TransformerConfig.NormalizationType.LN) {
            add(prefix + "b", config.dModel());
        }
    }

    private void add(String name, Integer... shape) {
        Parameter parameter = new Parameter(name, new ArrayList<>(List.of(shape)), size);
        parameters.put(name, parameter);
        size += parameter.size();
    }
}
