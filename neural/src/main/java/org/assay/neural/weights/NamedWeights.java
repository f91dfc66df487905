package org.assay.neural.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.DamagedFileException;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/** Flat parameter vectors as named tensors and back: the key layout of TransformerLens' HookedTransformer. */
public final class NamedWeights {
    private NamedWeights() {}

    /** One F32 tensor for every parameter of {@code config}; {@code values} in the order of the layout. */
    public static SafeTensors toTensors(TransformerConfig config, float[] values, Map<String, String> metadata) {
        Map<String, Tensor> tensors = new TreeMap<>();
        for (ParameterLayout.Parameter parameter : ParameterLayout.of(config).parameters()) {
            float[] part = new float[parameter.size()];
            System.arraycopy(values, parameter.offset(), part, 0, part.length);
            tensors.put(parameter.name(), Tensor.ofFloats(shape(parameter), part));
        }
        return SafeTensors.of(tensors, metadata);
    }

    /** The flat vector of a file, which must hold exactly the tensors of {@code config} with its shapes, as floats. */
    public static float[] fromTensors(TransformerConfig config, SafeTensors file, Path path) throws IOException {
        ParameterLayout layout = ParameterLayout.of(config);
        float[] values = new float[layout.size()];
        for (ParameterLayout.Parameter parameter : layout.parameters()) {
            Tensor tensor = file.tensors().get(parameter.name());
            if (tensor == null) {
                throw new DamagedFileException(path, "lacks tensor " + parameter.name());
            }
            boolean floating =
                    tensor.dtype() == DType.F32 || tensor.dtype() == DType.F16 || tensor.dtype() == DType.BF16;
            if (!floating || !tensor.shape().equals(shape(parameter))) {
                throw new DamagedFileException(
                        path,
                        "tensor " + parameter.name() + " is " + tensor + ", wanted F32, F16 or BF16 of "
                                + parameter.shape());
            }
            System.arraycopy(tensor.floats(), 0, values, parameter.offset(), parameter.size());
        }
        if (file.tensors().size() != layout.parameters().size()) {
            List<String> extra = file.tensors().keySet().stream()
                    .filter(name ->
                            layout.parameters().stream().noneMatch(p -> p.name().equals(name)))
                    .toList();
            throw new DamagedFileException(path, "holds tensors that this architecture lacks: " + extra);
        }
        return values;
    }

    private static List<Long> shape(ParameterLayout.Parameter parameter) {
        return parameter.shape().stream().map(Integer::longValue).toList();
    }
}
