package org.assay.analysis.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;
import org.assay.neural.hook.ActivationCache;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.NameFilter;
import org.assay.neural.hook.ResidualStream;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * The logits as a sum of what every component writes: embedding, positions, heads ({@code a0.h1}), the biases of attention
 * ({@code a0.bias}), MLPs ({@code m0}), and the constants of the last norm and the unembedding ({@code bias}).
 *
 * <p>Without a norm the unembedding is linear and the sum is exact. With one it is made linear at the scale that the norm had
 * in this very run ({@code hook_scale}); the sum is the logits again, by construction, but a component that were changed would
 * change the scale as well. {@link #linearised()} says which it is.
 */
public final class DirectAttribution {
    private final Unembedding unembedding;
    private final ActivationCache cache;
    private final TransformerConfig config;
    private final TransformerWeights weights;
    private final ResidualStream stream;
    private final int batch;
    private final int length;
    private final Map<String, Matrix> written = new LinkedHashMap<>();

    private DirectAttribution(HookedTransformer network, int[][] sequences) {
        this.config = network.config();
        this.weights = network.weights();
        this.stream = ResidualStream.of(config);
        this.batch = sequences.length;
        this.cache = network.runWithCache(sequences, names(config));
        this.length = sequences[0].length;
        this.unembedding = Unembedding.of(network.weights(), cache, batch * length);
        write();
    }

    /** Runs {@code network} once on equally long {@code sequences} and takes its logits apart. */
    public static DirectAttribution of(HookedTransformer network, int[][] sequences) {
        return new DirectAttribution(network, sequences);
    }

    private static NameFilter names(TransformerConfig config) {
        List<String> names = new ArrayList<>(List.of("hook_embed", HookPoint.LOGITS));
        if (config.learnedPositions()) {
            names.add("hook_pos_embed");
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            names.add(HookPoint.block(layer) + "attn.hook_result");
            if (!config.attnOnly()) {
                names.add(HookPoint.block(layer) + "mlp.hook_post");
                names.add(HookPoint.block(layer) + "hook_mlp_out");
            }
        }
        if (config.hasNorm()) {
            names.add("ln_final.hook_scale");
        }
        return NameFilter.names(names);
    }

    private void write() {
        put("embed", rows("hook_embed"), stream.kept(0, stream.last()));
        if (config.learnedPositions()) {
            put("pos_embed", rows("hook_pos_embed"), stream.kept(0, stream.last()));
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            int attention = stream.attention(layer);
            double share = stream.written(attention) * stream.kept(attention, stream.last());
            NamedArray results = cache.get(HookPoint.block(layer) + "attn.hook_result");
            for (int head = 0; head < config.nHeads(); head++) {
                put("a" + layer + ".h" + head, results.select("head", head).matrix("d"), share);
            }
            if (config.biases()) {
                put("a" + layer + ".bias", constant(HookPoint.block(layer) + "attn.b_O"), share);
            }
            if (!config.attnOnly()) {
                int mlp = stream.mlp(layer);
                put("m" + layer, rows(HookPoint.block(layer) + "hook_mlp_out"), stream.kept(mlp, stream.last()));
            }
        }
    }

    private void put(String component, Matrix vectors, double share) {
        double[] scaled =
                Arrays.stream(vectors.values()).map(value -> share * value).toArray();
        written.put(component, Matrix.wrap(vectors.rows(), vectors.columns(), scaled));
    }

    private Matrix rows(String name) {
        return cache.get(name).matrix("d");
    }

    private Matrix constant(String name) {
        Matrix one = Matrix.ofRows(weights.vector(name));
        return one.selectRows(new int[batch * length]);
    }

    /** Whether a norm had to be made linear; otherwise the attribution is exact. */
    public boolean linearised() {
        return config.hasNorm();
    }

    /** The components, in the order in which they write; {@code bias} last. */
    public List<String> components() {
        List<String> names = new ArrayList<>(written.keySet());
        names.add("bias");
        return names;
    }

    /** What one component left in the last residual stream: (batch, position, d). Not for {@code bias}. */
    public NamedArray residual(String component) {
        Matrix vectors = vectors(component);
        return NamedArray.of(
                List.of("batch", "position", "d"), new int[] {batch, length, vectors.columns()}, vectors.values());
    }

    /** What one component adds to every logit: (batch, position, token). */
    public NamedArray logits(String component) {
        if (component.equals("bias")) {
            return tokens(unembedding.constant().selectRows(new int[batch * length]));
        }
        return tokens(unembedding.of(vectors(component)));
    }

    /** All components: (component, batch, position, token), in the order of {@link #components}. */
    public NamedArray all() {
        List<String> components = components();
        int size = batch * length * config.dVocab();
        double[] values = new double[components.size() * size];
        for (int c = 0; c < components.size(); c++) {
            System.arraycopy(logits(components.get(c)).values(), 0, values, c * size, size);
        }
        return NamedArray.of(
                List.of("component", "batch", "position", "token"),
                new int[] {components.size(), batch, length, config.dVocab()},
                values);
    }

    /** The logits of the network itself: (batch, position, token). */
    public NamedArray networkLogits() {
        return tokens(cache.logits());
    }

    /**
     * What each hidden unit of the MLP of {@code layer} adds to the logit of {@code token}: (batch, position, neuron). Together
     * with the output bias they are the MLP's part.
     */
    public NamedArray neurons(int layer, int token) {
        if (config.attnOnly()) {
            throw new IllegalArgumentException("a network without MLPs has no neurons");
        }
        String block = HookPoint.block(layer);
        int mlp = stream.mlp(layer);
        double share = stream.written(mlp) * stream.kept(mlp, stream.last());
        Matrix post = cache.get(block + "mlp.hook_post").matrix("d");
        Matrix outputs = weights.matrix(block + "mlp.W_out");
        double[] values = new double[post.values().length];
        for (int row = 0; row < post.rows(); row++) {
            double[] reading = unembedding.reading(row, token);
            for (int neuron = 0; neuron < post.columns(); neuron++) {
                double sum = 0;
                for (int d = 0; d < reading.length; d++) {
                    sum += outputs.get(neuron, d) * reading[d];
                }
                values[row * post.columns() + neuron] = share * post.get(row, neuron) * sum;
            }
        }
        return NamedArray.of(List.of("batch", "position", "neuron"), new int[] {batch, length, post.columns()}, values);
    }

    private Matrix vectors(String component) {
        Matrix vectors = written.get(component);
        if (vectors == null) {
            throw new IllegalArgumentException(
                    "no component writes under the name " + component + ": " + Spelling.hint(component, components()));
        }
        return vectors;
    }

    private NamedArray tokens(Matrix logits) {
        return NamedArray.of(
                List.of("batch", "position", "token"), new int[] {batch, length, logits.columns()}, logits.values());
    }
}
