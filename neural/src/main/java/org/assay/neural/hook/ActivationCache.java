package org.assay.neural.hook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;
import org.assay.neural.transformer.HookPoint;

/**
 * What hook points held in one run, by their names, in arrays whose axes have names: (batch, position, d), (batch, position,
 * head, d) or (batch, head, query, key).
 */
public final class ActivationCache {
    private final Map<String, NamedArray> arrays;

    ActivationCache(Map<String, NamedArray> arrays) {
        this.arrays = new LinkedHashMap<>(arrays);
    }

    /** The hook points that were kept, in the order in which a forward pass reaches them. */
    public List<String> names() {
        return List.copyOf(arrays.keySet());
    }

    /** What {@code name} held; throws, with the nearest name that was kept, when it was not. */
    public NamedArray get(String name) {
        NamedArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException(
                    name + " was not kept in this cache: " + Spelling.hint(name, arrays.keySet()));
        }
        return array;
    }

    /** The logits: (B P) x V. */
    public Matrix logits() {
        return get(HookPoint.LOGITS).matrix("d");
    }
}
