package org.assay.symbolic.program;

/**
 * Query and key hold the same value of an attribute: counts {@code weight} for every label whose direct parent is
 * {@code superlabel} and that is active at the query under one prefix and at the key under another. It stands for as many queries
 * as the superlabel has children. A counter is taken as active or not; its number does not count here.
 *
 * @param superlabel the attribute; its direct children are the values
 * @param query      head whose copy is looked at where the query is, such as {@code prev} or {@code far:near}; empty for the label itself
 * @param key        the same where the key is
 * @param weight     a whole number other than 0
 */
public record Match(String superlabel, String query, String key, int weight) {
    public Match {
        Limits.requireWeight(weight, "weight of match '" + superlabel + "'");
    }

    /** The name of {@code label} under a prefix, which may be empty. */
    public static String prefixed(String prefix, String label) {
        return prefix.isEmpty() ? label : prefix + ":" + label;
    }
}
