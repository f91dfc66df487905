package org.assay.datasets.process;

import java.util.List;

/**
 * A named ground-truth variable that has a value, or a belief over its values, at every position.
 *
 * @param name   unique within the process; its site is {@code factor.NAME}
 * @param values names of the values, at least two; their number is the cardinality
 * @param graded true when the observer only has a belief over the values, false when the context determines the value
 */
public record Factor(String name, List<String> values, boolean graded) {
    public Factor {
        values = List.copyOf(values);
        if (values.size() < 2) {
            throw new IllegalArgumentException("factor '" + name + "' needs at least two values, has " + values.size());
        }
    }

    public int cardinality() {
        return values.size();
    }
}
