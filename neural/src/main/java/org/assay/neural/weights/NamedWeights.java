package org.assay.neural.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.DamagedFileException;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ParameterLayout.Parameter;
import org.assay.neural.transformer.TransformerConfig;

/** Flat parameter vectors as named tensors and back: the key layout of TransformerLens' HookedTransformer. */
public final class NamedWeights {
    private NamedWeights() {}

    /** One F32 tensor for every parameter of {@code config}; {@code values} in the order of the layout. */
    public static SafeTensors toTensors(TransformerConfig config, float[] values, Map<String, String> metadata) {
        return SafeTensors.of(tensors(config, values), metadata);
    }

    static Map<String, Tensor> tensors(TransformerConfig config, float[] values) {
        Map<String, Tensor> tensors = new TreeMap<>();
        for (Parameter parameter : ParameterLayout.of(config).parameters()) {
            float[] part = new float[parameter.size()];
            System.arraycopy(values, parameter.offset(), part, 0, part.length);
            tensors.put(parameter.name(), Tensor.ofFloats(KeyMap.list(shape(parameter)), part));
        }
        return tensors;
    }

    /** The flat vector of a file, which must hold exactly the tensors of {@code config} with its shapes, as floats. */
    public static float[] fromTensors(TransformerConfig config, SafeTensors file, Path path) throws IOException {
        return values(config, keys(config).toOwn(file.tensors(), name -> false, path), path);
    }

    /** The layout itself as a map. */
    static KeyMap keys(TransformerConfig config) {
        KeyMap keys = new KeyMap();
        for (Parameter parameter : ParameterLayout.of(config).parameters()) {
            keys.same(parameter.name(), parameter.name(), shape(parameter));
        }
        return keys;
    }

    /** The flat vector of tensors that have the right names and shapes; what is wider than float32 is rounded to it. */
    public static float[] values(TransformerConfig config, Map<String, Tensor> tensors, Path path) throws IOException {
        ParameterLayout layout = ParameterLayout.of(config);
        float[] values = new float[layout.size()];
        for (Parameter parameter : layout.parameters()) {
            Tensor tensor = tensors.get(parameter.name());
            float[] part = switch (tensor.dtype()) {
                case F32, F16, BF16 -> tensor.floats();
                case F64 -> rounded(tensor.doubles());
                default ->
                    throw new DamagedFileException(
                            path,
                            "tensor " + parameter.name() + " is " + tensor + ", wanted F32, F16, BF16 or F64",
                            "weights of other types cannot be read without knowing how they were packed;"
                                    + " save the network in float32");
            };
            for (int i = 0; i < part.length; i++) {
                if (!Float.isFinite(part[i])) {
                    throw new DamagedFileException(
                            path, "tensor " + parameter.name() + " is " + part[i] + " at entry " + i);
                }
            }
            System.arraycopy(part, 0, values, parameter.offset(), part.length);
        }
        return values;
    }

    private static float[] rounded(double[] wide) {
        float[] values = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            values[i] = (float) wide[i];
        }
        return values;
    }

    private static long[] shape(Parameter parameter) {
        return parameter.shape().stream().mapToLong(Integer::longValue).toArray();
    }
}
