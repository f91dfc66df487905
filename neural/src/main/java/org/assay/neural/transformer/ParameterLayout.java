package org.assay.neural.transformer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each tensor of a network lies in its one flat parameter vector. Names and shapes are those of TransformerLens'
 * HookedTransformer (its key layout before version 4); tensors are row-major. Matrices come first, then vectors (biases, gains),
 * so that weight decay is one contiguous range; statistics, which are not trained, come last. The input projections of a block
 * lie side by side, so that they can be read as one matrix.
 *
 * <p>Bilinear attention has two pairs of queries and keys, {@code W_Q1 W_K1 W_Q2 W_K2}; a bilinear MLP has {@code W_gate} and
 * {@code W_in}, as a gated MLP has in TransformerLens. A tied unembedding has no {@code W_U}. Batch normalisation of a
 * projection has {@code attn.bn_Q1.w}, {@code .b}, {@code .running_mean} and {@code .running_var}, each (N, H); the norm by one
 * number for a batch has {@code ln1.running_square}, (1).
 */
public final class ParameterLayout {
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private int size;
    private final int decayed;
    private final int trained;

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
        if (config.learnedPositions()) {
            add("pos_embed.W_pos", config.nCtx(), d);
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            addMatrices("blocks." + layer + ".", config);
        }
        if (!config.unembed().tied()) {
            add("unembed.W_U", d, config.dVocab());
        }
        decayed = size;
        for (int layer = 0; layer < config.nLayers(); layer++) {
            addVectors("blocks." + layer + ".", config);
        }
        addNorm("ln_final.", config);
        if (config.unembed().bias()) {
            add("unembed.b_U", config.dVocab());
        }
        trained = size;
        for (int layer = 0; layer < config.nLayers(); layer++) {
            addStatistics("blocks." + layer + ".", config);
        }
        addRunningSquare("ln_final.", config);
    }

    public static ParameterLayout of(TransformerConfig config) {
        return new ParameterLayout(config);
    }

    /** The input projections of attention, in the order in which they lie: Q K V, or Q1 K1 Q2 K2 V. */
    public static List<String> projections(TransformerConfig config) {
        return config.bilinearAttention() ? List.of("Q1", "K1", "Q2", "K2", "V") : List.of("Q", "K", "V");
    }

    /** Those of them that make scores: all but the last. */
    public static List<String> queriesAndKeys(TransformerConfig config) {
        List<String> projections = projections(config);
        return projections.subList(0, projections.size() - 1);
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

    /** Length of the flat vector: the number of parameters and statistics. */
    public int size() {
        return size;
    }

    /** Length of the leading part that weight decay applies to. */
    public int decayedSize() {
        return decayed;
    }

    /** Length of the leading part that is trained; statistics follow it. */
    public int trainedSize() {
        return trained;
    }

    /** About how many parameters, without overflow, before anything is allocated: matrices only. */
    static double count(Dimensions sizes, MlpSpec mlp, boolean bilinear) {
        double attention = (bilinear ? 6.0 : 4.0) * sizes.dModel() * sizes.nHeads() * sizes.dHead();
        double block = attention + 3.0 * sizes.dModel() * mlp.dMlp();
        return sizes.nLayers() * block + (2.0 * sizes.dVocab() + sizes.nCtx()) * sizes.dModel();
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
        if (config.batchNormedQk()) {
            addForQueriesAndKeys(block, "w", config);
            addForQueriesAndKeys(block, "b", config);
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

    private void addStatistics(String block, TransformerConfig config) {
        addRunningSquare(block + "ln1.", config);
        if (config.batchNormedQk()) {
            addForQueriesAndKeys(block, "running_mean", config);
            addForQueriesAndKeys(block, "running_var", config);
        }
        if (!config.attnOnly()) {
            addRunningSquare(block + "ln2.", config);
        }
    }

    private void addForQueriesAndKeys(String block, String part, TransformerConfig config) {
        for (String projection : queriesAndKeys(config)) {
            add(block + "attn.bn_" + projection + "." + part, config.nHeads(), config.dHead());
        }
    }

    private void addNorm(String prefix, TransformerConfig config) {
        if (config.hasGain()) {
            add(prefix + "w", config.dModel());
        }
        if (config.normalizationType() == TransformerConfig.NormalizationType.LN) {
            add(prefix + "b", config.dModel());
        }
    }

    private void addRunningSquare(String prefix, TransformerConfig config) {
        if (config.normalizationType() == TransformerConfig.NormalizationType.BATCH) {
            add(prefix + "running_square", 1);
        }
    }

    private void add(String name, Integer... shape) {
        Parameter parameter = new Parameter(name, new ArrayList<>(List.of(shape)), size);
        parameters.put(name, parameter);
        size += parameter.size();
    }
}
