package org.assay.analysis.probe;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * Features of the rows of a context set, handed out some rows at a time, so that a read-out never needs all of them in memory. The
 * same rows are the same numbers whenever they are asked for.
 */
public interface FeatureSource {
    /** What the features are, such as {@code blocks.1.hook_resid_post}. */
    String name();

    /** A name for each column, unique. */
    List<String> columns();

    /** How many rows there are altogether. */
    int rows();

    /**
     * The features of these rows.
     *
     * @param rows rising
     * @return rows x columns
     */
    Matrix rows(int[] rows);

    /** Number of columns. */
    default int width() {
        return columns().size();
    }

    /** Features that are there already. */
    static FeatureSource of(String name, List<String> columns, Matrix values) {
        if (columns.size() != values.columns()) {
            throw new IllegalArgumentException(
                    "features '" + name + "' have " + columns.size() + " names for " + values.columns() + " columns");
        }
        return new Held(name, List.copyOf(columns), values);
    }

    /** The same with columns numbered from 0. */
    static FeatureSource of(String name, Matrix values) {
        List<String> columns = new ArrayList<>();
        for (int c = 0; c < values.columns(); c++) {
            columns.add(name + "[" + c + "]");
        }
        return of(name, columns, values);
    }

    /** The features held in memory, recorded once, where they are read more than once. */
    default FeatureSource held() {
        int[] all = new int[rows()];
        for (int r = 0; r < all.length; r++) {
            all[r] = r;
        }
        return of(name(), columns(), rows(all));
    }

    /** @param values rows x columns */
    record Held(String name, List<String> columns, Matrix values) implements FeatureSource {
        @Override
        public int rows() {
            return values.rows();
        }

        @Override
        public Matrix rows(int[] rows) {
            return values.selectRows(rows);
        }

        @Override
        public FeatureSource held() {
            return this;
        }
    }
}
