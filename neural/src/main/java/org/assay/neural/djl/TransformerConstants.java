package org.assay.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
        int context = config.nCtx();
        float[] mask = new float[context * context];
        float seen = seen(config);
        float hidden = config.attention().multipliesMask() ? 0 : Float.NEGATIVE_INFINITY;
        for (int q = 0; q < context; q++) {
            for (int k = 0; k < context; k++) {
                mask[q * context + k] = k <= q ? seen : hidden;
            }
        }
        NDArray none = nativeCopy(manager, new float[1], new Shape(1));
        if (!config.rotary()) {
            return new TransformerConstants(nativeCopy(manager, mask, new Shape(context, context)), none, none);
        }
        RotaryTable table = RotaryTable.of(config);
        Shape shape = new Shape(context, config.dHead() / 2);
        return new TransformerConstants(
                nativeCopy(manager, mask, new Shape(context, context)),
                nativeCopy(manager, toFloats(table.cos()), shape),
                nativeCopy(manager, toFloats(table.sin()), shape));
    }

    private static float seen(TransformerConfig config) {
        int size = config.dHead();
        return switch (config.attention()) {
            case SOFTMAX -> 0;
            case BILINEAR, SQUARED, SQUARED_NORMALISED -> 1f / (size * size);
            case CUBIC -> (float) (1 / (size * Math.sqrt(size) * Math.sqrt(config.nCtx())));
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

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
