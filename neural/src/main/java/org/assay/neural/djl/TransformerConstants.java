package org.assay.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.assay.neural.transformer.RotaryTable;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Constant tensors of a forward pass, in native memory for as long as their manager lives.
 *
 * @param mask (C, C): added to softmax scores (0 or -inf), or multiplied into products of scores (their scale or 0)
 * @param cos  (C, H/2); one entry when positions are not rotary
 * @param sin  (C, H/2); one entry when positions are not rotary
 */
record TransformerConstants(NDArray mask, NDArray cos, NDArray sin) {
    static TransformerConstants of(TransformerConfig config, NDManager manager) {
        return of(config, manager, DataType.FLOAT32);
    }

    static TransformerConstants of(TransformerConfig config, NDManager manager, DataType type) {
        int context = config.nCtx();
        double[] mask = new double[context * context];
        double seen = seen(config);
        double hidden = config.attention().multipliesMask() ? 0 : Double.NEGATIVE_INFINITY;
        for (int q = 0; q < context; q++) {
            for (int k = 0; k < context; k++) {
                mask[q * context + k] = k <= q ? seen : hidden;
            }
        }
        NDArray none = nativeCopy(manager, new double[1], new Shape(1), type);
        if (!config.rotary()) {
            return new TransformerConstants(nativeCopy(manager, mask, new Shape(context, context), type), none, none);
        }
        RotaryTable table = RotaryTable.of(config);
        Shape shape = new Shape(context, config.dHead() / 2);
        return new TransformerConstants(
                nativeCopy(manager, mask, new Shape(context, context), type),
                nativeCopy(manager, table.cos(), shape, type),
                nativeCopy(manager, table.sin(), shape, type));
    }

    private static double seen(TransformerConfig config) {
        int size = config.dHead();
        return switch (config.attention()) {
            case SOFTMAX -> 0;
            case BILINEAR, SQUARED, SQUARED_NORMALISED -> 1.0 / (size * size);
            case CUBIC -> 1 / (size * Math.sqrt(size) * Math.sqrt(config.nCtx()));
        };
    }

    /**
     * Values in memory that the engine owns. An array made straight from Java values borrows a Java buffer, which a graph
     * may outlive.
     */
    static NDArray nativeCopy(NDManager manager, float[] values, Shape shape) {
        try (NDArray borrowed = manager.create(values, shape)) {
            return borrowed.duplicate();
        }
    }

    /** The same in the precision of {@code type}, float32 or float64. */
    static NDArray nativeCopy(NDManager manager, double[] values, Shape shape, DataType type) {
        if (type == DataType.FLOAT32) {
            return nativeCopy(manager, toFloats(values), shape);
        }
        try (NDArray borrowed = manager.create(values, shape)) {
            return borrowed.duplicate();
        }
    }

    /** The entries of a float32 or float64 array. */
    static double[] doubles(NDArray array) {
        if (array.getDataType() == DataType.FLOAT64) {
            return array.toDoubleArray();
        }
        float[] floats = array.toFloatArray();
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
