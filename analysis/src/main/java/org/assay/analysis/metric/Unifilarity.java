package org.assay.analysis.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.assay.datasets.sequence.ContextSet;

/**
 * How far labels are from the states of a machine: in a machine the label and the next token determine the next label, so
 *
 * <pre>U = H(next label | label, token)</pre>
 *
 * in nats is 0 (Shalizi and Crutchfield 2001: causal states are unifilar). Labels that have nothing to do with the tokens have the
 * entropy of the labels themselves.
 */
public final class Unifilarity {
    private Unifilarity() {}

    /**
     * Over all contexts that have one more token in the set.
     *
     * @param labels of the rows of {@code contexts}, from 0
     * @throws IllegalArgumentException when no context of the set is another one with one token more
     */
    public static double violation(ContextSet contexts, int[] labels) {
        if (labels.length != contexts.rows()) {
            throw new IllegalArgumentException(
                    "there are " + contexts.rows() + " contexts, but " + labels.length + " are labelled");
        }
        Map<String, Integer> rows = new HashMap<>();
        for (int row = 0; row < labels.length; row++) {
            rows.put(Arrays.toString(contexts.context(row)), row);
        }
        Map<Long, Map<Integer, Double>> followers = new HashMap<>();
        double total = 0;
        for (int row = 0; row < labels.length; row++) {
            int[] context = contexts.context(row);
            Integer before =
                    context.length < 2 ? null : rows.get(Arrays.toString(Arrays.copyOf(context, context.length - 1)));
            if (before != null) {
                long from = ((long) labels[before] << Integer.SIZE) + context[context.length - 1];
                followers
                        .computeIfAbsent(from, key -> new HashMap<>())
                        .merge(labels[row], contexts.weight(row), Double::sum);
                total += contexts.weight(row);
            }
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("no context of the " + labels.length
                    + " is another one with one token more, so labels cannot be followed");
        }
        double violation = 0;
        for (Map<Integer, Double> next : followers.values()) {
            double here = next.values().stream().mapToDouble(w -> w).sum();
            for (double weight : next.values()) {
                violation -= weight > 0 ? weight / total * StrictMath.log(weight / here) : 0;
            }
        }
        return Math.max(0, violation);
    }
}
