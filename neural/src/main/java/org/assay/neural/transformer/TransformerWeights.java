package org.assay.neural.transformer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * The parameters of a network as one flat float32 vector with the names of {@link ParameterLayout}. Immutable: what comes in
 * is copied, what goes out is a copy.
 */
public final class TransformerWeights {
    private final TransformerConfig config;
    private final ParameterLayout layout;
    private final float[] values;

    private TransformerWeights(TransformerConfig config, ParameterLayout layout, float[] values) {
        this.config = config;
        this.layout = layout;
        this.values = values;
    }

    /** Copies {@code values}, which must all be finite and as many as the layout of {@code config} says. */
    public static TransformerWeights of(TransformerConfig config, float[] values) {
        ParameterLayout layout = ParameterLayout.of(config);
        if (values.length != layout.size()) {
            throw new IllegalArgumentException(
                    "this network has " + layout.size() + " parameters, got " + values.length);
        }
        for (ParameterLayout.Parameter parameter : layout.parameters()) {
            for (int i = 0; i < parameter.size(); i++) {
                float value = values[parameter.offset() + i];
                if (!Float.isFinite(value)) {
                    throw new ArithmeticException("weight " + parameter.name() + " is " + value + " at entry " + i);
                }
            }
        }
        return new TransformerWeights(config, layout, values.clone());
    }

    /** Untrained weights: a pure function of the configuration and the seed, tensor by tensor, drawn as said there. */
    public static TransformerWeights initial(TransformerConfig config, Seed seed) {
        ParameterLayout layout = ParameterLayout.of(config);
        float[] values = new float[layout.size()];
        for (ParameterLayout.Parameter parameter : layout.parameters()) {
            int end = parameter.offset() + parameter.size();
            if (parameter.isMatrix()) {
                double deviation = deviation(config.initialisation(), parameter.name());
                Draws draws = seed.child(parameter.name()).draws();
                for (int i = parameter.offset(); deviation > 0 && i < end; i++) {
                    values[i] = (float) (deviation * draws.nextNormal());
                }
            } else if (parameter.name().endsWith(".w")) {
                Arrays.fill(values, parameter.offset(), end, 1);
            }
        }
        return new TransformerWeights(config, layout, values);
    }

    private static double deviation(TransformerConfig.Initialisation initialisation, String name) {
        boolean output = name.endsWith(".attn.W_O") || name.endsWith(".mlp.W_out");
        boolean unembed = name.equals("unembed.W_U");
        if (output && initialisation.zeroOutput() || unembed && initialisation.zeroUnembed()) {
            return 0;
        }
        boolean embedding = name.equals("embed.W_E") || name.equals("pos_embed.W_pos");
        return embedding ? initialisation.embeddingRange() : initialisation.initializerRange();
    }

    public TransformerConfig config() {
        return config;
    }

    public ParameterLayout layout() {
        return layout;
    }

    /** The flat vector, a copy. */
    public float[] values() {
        return values.clone();
    }

    /** The entries of one tensor, row-major, a copy. */
    public float[] tensor(String name) {
        ParameterLayout.Parameter parameter = layout.parameter(name);
        return Arrays.copyOfRange(values, parameter.offset(), parameter.offset() + parameter.size());
    }

    /** Number of parameters. */
    public int size() {
        return values.length;
    }

    /** Hash of names, shapes and bits. */
    public ContentHash id() {
        ContentHash.Builder builder = new ContentHash.Builder();
        for (ParameterLayout.Parameter parameter : layout.parameters()) {
            builder.add(parameter.name())
                    .add(parameter.shape().stream().mapToInt(Integer::intValue).toArray());
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return builder.add(bytes.array()).build();
    }
}
