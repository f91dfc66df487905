package org.assay.analysis.decompile;

import java.util.List;
import java.util.Objects;
import org.assay.datasets.matrix.Matrix;

/**
 * One of the things that the residual stream holds at every position: one of a few values, each with a label and a vector.
 *
 * @param name    unique
 * @param at      for every row its value
 * @param labels  for every value its label, null for the value that has none; at most one has none
 * @param vectors values x D
 */
record State(String name, int[] at, List<String> labels, Matrix vectors) {
    int values() {
        return labels.size();
    }

    /** The labels of the values that have one. */
    List<String> written() {
        return labels.stream().filter(Objects::nonNull).toList();
    }

    /** The value without a label where there is one, else the commonest. */
    int usual() {
        int bare = labels.indexOf(null);
        if (bare >= 0) {
            return bare;
        }
        int[] counts = new int[values()];
        for (int value : at) {
            counts[value]++;
        }
        int usual = 0;
        for (int value = 1; value < counts.length; value++) {
            usual = counts[value] > counts[usual] ? value : usual;
        }
        return usual;
    }
}
