package org.assay.neural.hook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Who writes to the residual stream and who reads it, in which order. Writes are numbered: 0 is the embedding, then attention and
 * MLP of every block in turn; a reader sees the writes up to its own number, each multiplied by what the writes after it keep.
 */
public final class ResidualStream {
    private final TransformerConfig config;

    private ResidualStream(TransformerConfig config) {
        this.config = config;
    }

    public static ResidualStream of(TransformerConfig config) {
        return new ResidualStream(config);
    }

    /** The number of writes after the embedding. */
    public int last() {
        return config.nLayers() * perBlock();
    }

    /** The number of the attention of {@code layer} among the writes. */
    public int attention(int layer) {
        return layer * perBlock() + 1;
    }

    /** The number of the MLP of {@code layer} among the writes. */
    public int mlp(int layer) {
        return layer * perBlock() + 2;
    }

    /** The number of the write whose output, or part of it, a hook point holds; empty when it is no writer. */
    public Optional<Integer> writer(String name) {
        if (name.equals("hook_embed") || name.equals("hook_pos_embed")) {
            return Optional.of(0);
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            String block = HookPoint.block(layer);
            if (List.of("attn.hook_z", "attn.hook_result", "hook_attn_out").stream()
                    .anyMatch(part -> name.equals(block + part))) {
                return Optional.of(attention(layer));
            }
            if (!config.attnOnly() && name.equals(block + "hook_mlp_out")) {
                return Optional.of(mlp(layer));
            }
        }
        return Optional.empty();
    }

    /** The number of the last write that a reader's hook point sees; empty when it does not read the stream on its own. */
    public Optional<Integer> reader(String name) {
        for (int layer = 0; layer < config.nLayers(); layer++) {
            for (String projection : ParameterLayout.projections(config)) {
                if (name.equals(HookPoint.input(layer, projection))) {
                    return Optional.of(layer * perBlock());
                }
            }
            if (!config.attnOnly() && name.equals(HookPoint.block(layer) + "hook_mlp_in")) {
                return Optional.of(attention(layer));
            }
        }
        return name.equals(HookPoint.lastResidual(config)) ? Optional.of(last()) : Optional.empty();
    }

    /** What is left of write number {@code from} in the stream after write number {@code to}. */
    public double kept(int from, int to) {
        double kept = 1;
        for (int write = from + 1; write <= to; write++) {
            kept *= mix(write).keep();
        }
        return kept;
    }

    /** What the output of write number {@code write} is multiplied by before its hook point sees it. */
    public double written(int write) {
        return write == 0 ? 1 : mix(write).write();
    }

    private Mix mix(int write) {
        boolean attends = config.attnOnly() || write % 2 == 1;
        return attends ? config.residual().attention() : config.residual().mlp();
    }

    private int perBlock() {
        return config.attnOnly() ? 1 : 2;
    }

    /** {@code rows} vectors times {@code matrix} (inner x outer, row-major). */
    static double[] times(double[] vectors, int inner, double[] matrix) {
        int outer = matrix.length / inner;
        int rows = vectors.length / inner;
        double[] product = new double[rows * outer];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < inner; i++) {
                double factor = vectors[r * inner + i];
                for (int o = 0; o < outer; o++) {
                    product[r * outer + o] += factor * matrix[i * outer + o];
                }
            }
        }
        return product;
    }

    /** {@code count} vectors that are each repeated {@code times} times. */
    static double[] repeated(double[] vectors, int width, int times) {
        double[] repeated = new double[vectors.length * times];
        for (int r = 0; r < vectors.length / width; r++) {
            double[] vector = Arrays.copyOfRange(vectors, r * width, (r + 1) * width);
            for (int t = 0; t < times; t++) {
                System.arraycopy(vector, 0, repeated, (r * times + t) * width, width);
            }
        }
        return repeated;
    }
}
