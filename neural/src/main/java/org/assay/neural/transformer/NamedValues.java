package org.assay.neural.transformer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.ParameterLayout.Parameter;

/** The tensors of a network on the way to those of another: changed one by one, then put together again. */
final class NamedValues {
    private final TransformerWeights from;
    private final Map<String, double[]> values = new LinkedHashMap<>();

    NamedValues(TransformerWeights from) {
        this.from = from;
        for (Parameter parameter : from.layout().parameters()) {
            values.put(parameter.name(), from.vector(parameter.name()));
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    double[] vector(String name) {
        return values.get(name);
    }

    void put(String name, double[] tensor) {
        values.put(name, tensor);
    }

    /** All entries of a tensor, which may be new, as a matrix whose columns are its last axis. */
    Matrix matrix(String name, int columns) {
        double[] entries = values.get(name);
        return Matrix.wrap(entries.length / columns, columns, entries.clone());
    }

    /** The part of one head of a tensor that begins with the axis of heads, as a matrix whose columns are the last axis. */
    Matrix head(String name, int head) {
        Parameter parameter = from.layout().parameter(name);
        int size = parameter.size() / parameter.shape().get(0);
        int columns = parameter.shape().get(parameter.shape().size() - 1);
        double[] part = new double[size];
        System.arraycopy(values.get(name), head * size, part, 0, size);
        return Matrix.wrap(size / columns, columns, part);
    }

    /** Replaces what {@link #head} gives. */
    void putHead(String name, int head, Matrix part) {
        double[] entries = values.get(name);
        System.arraycopy(part.values(), 0, entries, head * part.values().length, part.values().length);
    }

    /** Changes every entry of a tensor. */
    void each(String name, DoubleUnaryOperator change) {
        double[] entries = values.get(name);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = change.applyAsDouble(entries[i]);
        }
    }

    /** As the weights of {@code config}; what it has and is not here is zero, what it lacks is left out. */
    TransformerWeights to(TransformerConfig config) {
        ParameterLayout layout = ParameterLayout.of(config);
        double[] flat = new double[layout.size()];
        for (Parameter parameter : layout.parameters()) {
            double[] entries = values.get(parameter.name());
            if (entries != null) {
                System.arraycopy(entries, 0, flat, parameter.offset(), parameter.size());
            }
        }
        return TransformerWeights.ofDoubles(config, flat);
    }
}
