package org.assay.analysis.dictionary;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;

/** Which latents are on. What is not on, or not positive, becomes 0. */
final class ActiveLatents {
    private ActiveLatents() {}

    /** In each row the k largest; of equals those before. */
    static void largestInRows(Matrix pre, int k) {
        int m = pre.columns();
        double[] row = new double[m];
        for (int r = 0; r < pre.rows(); r++) {
            System.arraycopy(pre.values(), r * m, row, 0, m);
            keepLargest(pre.values(), r * m, m, k, row);
        }
    }

    /**
     * Of all entries the {@code count} largest.
     *
     * @return the smallest that is on, infinite where none is
     */
    static double largestOfAll(Matrix pre, int count) {
        double[] values = pre.values();
        keepLargest(values, 0, values.length, count, values.clone());
        return Arrays.stream(values).filter(value -> value > 0).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** Entries above the threshold of their column. */
    static void above(Matrix pre, double[] thresholds) {
        double[] values = pre.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] > Math.max(0, thresholds[i % thresholds.length]) ? values[i] : 0;
        }
    }

    private static void keepLargest(double[] values, int from, int size, int keep, double[] scratch) {
        if (keep < size) {
            Arrays.sort(scratch);
        }
        double border = keep < size ? scratch[size - keep] : 0;
        int above = 0;
        for (int i = from; i < from + size; i++) {
            above += values[i] > border ? 1 : 0;
        }
        int equal = keep - above;
        for (int i = from; i < from + size; i++) {
            boolean kept = values[i] > border || values[i] == border && equal-- > 0;
            values[i] = kept && values[i] > 0 ? values[i] : 0;
        }
    }
}
