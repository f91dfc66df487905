package org.assay.neural.transformer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Seed;

/**
 * The parameters of a network as one flat vector with the names of {@link ParameterLayout}. The engine and files hold them as
 * float32, which {@link #values()} gives; what is worked out from them may keep double precision until then. Immutable: what
 * comes in is copied, what goes out is a copy.
 */
public final class TransformerWeights {
    private final TransformerConfig config;
    private final ParameterLayout layout;
    private final double[] values;

    private TransformerWeights(TransformerConfig config, ParameterLayout layout, double[] values) {
        this.config = config;
        this.layout = layout;
        this.values = values;
    }

    /** Takes {@code values}, which must all be finite and as many as the layout of {@code config} says. */
    public static TransformerWeights of(TransformerConfig config, float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return ofDoubles(config, wide);
    }

    /** Copies {@code values} without rounding them to float32. */
    public static TransformerWeights ofDoubles(TransformerConfig config, double[] values) {
        ParameterLayout layout = ParameterLayout.of(config);
        if (values.length != layout.size()) {
            throw new IllegalArgumentException(
                    "this network has " + layout.size() + " parameters, got " + values.length);
        }
        for (ParameterLayout.Parameter parameter : layout.parameters()) {
            for (int i = 0; i < parameter.size(); i++) {
                double value = values[parameter.offset() + i];
                if (!Float.isFinite((float) value)) {
                    throw new ArithmeticException("weight " + parameter.name() + " is " + value + " at entry " + i);
                }
            }
        }
        return new TransformerWeights(config, layout, values.clone());
    }

    /** Untrained weights: a pure function of the configuration and the seed, tensor by tensor, drawn as said there. */
    public static TransformerWeights initial(TransformerConfig config, Seed seed) {
        return of(config, InitialValues.of(config, seed));
    }

    public TransformerConfig config() {
        return config;
    }

    public ParameterLayout layout() {
        return layout;
    }

    /** The flat vector as float32, a copy. */
    public float[] values() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The flat vector, a copy. */
    public double[] doubles() {
        return values.clone();
    }

    /** The entries of one tensor as float32, row-major, a copy. */
    public float[] tensor(String name) {
        ParameterLayout.Parameter parameter = layout.parameter(name);
        float[] floats = new float[parameter.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[parameter.offset() + i];
        }
        return floats;
    }

    /** The entries of one tensor, row-major, a copy. */
    public double[] vector(String name) {
        ParameterLayout.Parameter parameter = layout.parameter(name);
        return Arrays.copyOfRange(values, parameter.offset(), parameter.offset() + parameter.size());
    }

    /** One tensor as a matrix whose columns are its last axis, a copy. */
    public Matrix matrix(String name) {
        ParameterLayout.Parameter parameter = layout.parameter(name);
        int columns = parameter.shape().get(parameter.shape().size() - 1);
        return Matrix.wrap(parameter.size() / columns, columns, vector(name));
    }

    /** W_U, (D, V): the transposed token embedding where they are tied. */
    public Matrix unembedding() {
        return config.unembed().tied() ? matrix("embed.W_E").transpose() : matrix("unembed.W_U");
    }

    /**
     * The same function as an ordinary network: control of queries and keys and batch statistics are multiplied into weights
     * and biases, in double precision. See {@link WeightFolding} for what else can be folded.
     */
    public TransformerWeights folded() {
        return WeightFolding.constants(this);
    }

    /** Number of parameters and statistics. */
    public int size() {
        return values.length;
    }

    /** Hash of names, shapes and float32 bits. */
    public ContentHash id() {
        ContentHash.Builder builder = new ContentHash.Builder();
        for (ParameterLayout.Parameter parameter : layout.parameters()) {
            builder.add(parameter.name())
                    .add(parameter.shape().stream().mapToInt(Integer::intValue).toArray());
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values());
        return builder.add(bytes.array()).build();
    }
}
