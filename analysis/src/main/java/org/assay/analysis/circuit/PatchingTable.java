package org.assay.analysis.circuit;

import java.util.Arrays;
import org.assay.datasets.matrix.NamedArray;

/**
 * What patching each part did to a metric, beside its controls. All effects are {@code metric(patched) - metric(base)}.
 *
 * @param effect     of the part of the source, by layer and position, head, or both
 * @param control    of the same part of the source of another pair, drawn at random
 * @param base       the metric of the unedited base
 * @param source     the metric of the source
 * @param identity   largest magnitude of the effect of giving a part what it holds; 0 exactly, or something is wrong
 * @param everything largest difference between the logits of the source and of the base with the whole embedding of the source;
 *                   0 exactly, or something is wrong
 */
public record PatchingTable(
        NamedArray effect, NamedArray control, double base, double source, double identity, double everything) {

    /** {@code effect / (source - base)}: 1 where the part carries all of it. NaN everywhere when source and base are equal. */
    public NamedArray normalised() {
        return over(effect);
    }

    /** The control on the same scale. */
    public NamedArray normalisedControl() {
        return over(control);
    }

    private NamedArray over(NamedArray raw) {
        double[] values = Arrays.stream(raw.values())
                .map(value -> value / (source - base))
                .toArray();
        return NamedArray.of(raw.axes(), raw.shape(), values);
    }
}
