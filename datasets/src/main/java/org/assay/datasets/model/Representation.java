package org.assay.datasets.model;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.ContentHash;

/**
 * Contexts x named directions: what a model holds at a site, or what an explanation makes of it.
 *
 * @param contexts   id of the context set whose rows these are
 * @param site       where it was recorded
 * @param directions names of the columns, unique
 * @param values     rows = contexts, columns = directions
 */
public record Representation(ContentHash contexts, Site site, List<String> directions, Matrix values) {
    public Representation {
        directions = List.copyOf(directions);
        if (directions.size() != values.columns()) {
            throw new IllegalArgumentException("representation at " + site + " names " + directions.size()
                    + " directions but has " + values.columns());
        }
        double[] entries = values.values();
        for (int i = 0; i < entries.length; i++) {
            if (!Double.isFinite(entries[i])) {
                throw new ArithmeticException("representation at " + site + " is " + entries[i] + " in row "
                        + i / values.columns() + ", direction " + directions.get(i % values.columns()));
            }
        }
    }
}
