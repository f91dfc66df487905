package org.assay.datasets.model;

import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * What an {@link Edit} makes of the vector h that a site holds: for every change but {@link Add} the vector r that takes the
 * place of h, or of its part in a subspace. "Row" is a row of the context set that the edit is run on.
 */
public sealed interface Change {

    /** {@code r = 0}. */
    record Zero() implements Change {}

    /** {@code r} = mean of h over the rows, weighted as the context set says: mean ablation. */
    record Mean() implements Change {}

    /** {@code r} = h of another row, drawn by {@code seed} uniformly among the others: resample ablation. */
    record Resample(long seed) implements Change {}

    /**
     * {@code r} = h of a named row: interchange (Geiger et al. 2021, section 3).
     *
     * @param rows for every row the row that lends its vector
     */
    record Interchange(List<Integer> rows) implements Change {
        public Interchange {
            rows = List.copyOf(rows);
        }
    }

    /**
     * {@code r} as given.
     *
     * @param values one vector for every row, or one vector for all
     */
    record Replace(Matrix values) implements Change {
        public Replace {
            requireFinite("a replacement", values);
        }
    }

    /**
     * {@code h + scale direction}: a steering vector.
     *
     * @param direction one vector for every row, or one vector for all
     */
    record Add(Matrix direction, double scale) implements Change {
        public Add {
            requireFinite("a direction", direction);
            if (!Double.isFinite(scale)) {
                throw new IllegalArgumentException("the scale of a direction must be finite, got " + scale);
            }
        }
    }

    /** {@code r} = h of the same row in a run without edits, whatever the other edits of the plan do to it. */
    record Freeze() implements Change {}

    private static void requireFinite(String role, Matrix values) {
        if (values.rows() == 0 || values.columns() == 0) {
            throw new IllegalArgumentException(role + " needs at least one number, got " + values);
        }
        for (int i = 0; i < values.values().length; i++) {
            if (!Double.isFinite(values.values()[i])) {
                throw new IllegalArgumentException(role + " must be finite: row " + i / values.columns() + ", entry "
                        + i % values.columns() + " is " + values.values()[i]);
            }
        }
    }
}
