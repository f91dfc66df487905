package org.assay.analysis.subspace;

import java.util.Arrays;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;

/**
 * A variable whose value is known at every row.
 *
 * @param name        unique among the factors of one question
 * @param coordinates n x (values or coordinates): one-hot values, or a belief
 * @param values      n, where the factor has one of several values: which
 */
public record KnownFactor(String name, Matrix coordinates, Optional<int[]> values) {
    public KnownFactor {
        if (name.isBlank() || values.isPresent() && values.get().length != coordinates.rows()) {
            throw new IllegalArgumentException(
                    "factor '" + name + "' needs a name and a value for each of its " + coordinates.rows() + " rows");
        }
    }

    /** A factor with one of {@code cardinality} values in each row. */
    public static KnownFactor discrete(String name, int[] values, int cardinality) {
        Matrix oneHot = Matrix.zeros(values.length, cardinality);
        for (int r = 0; r < values.length; r++) {
            oneHot.set(r, values[r], 1);
        }
        return new KnownFactor(name, oneHot, Optional.of(values.clone()));
    }

    /** A factor as a process records it: with values where every row is a single 1 among zeros. */
    public static KnownFactor recorded(String name, Matrix coordinates) {
        int[] values = new int[coordinates.rows()];
        for (int r = 0; r < values.length; r++) {
            double[] row = coordinates.row(r);
            values[r] = -1;
            for (int c = 0; c < row.length; c++) {
                if (row[c] == 1) {
                    values[r] = c;
                }
            }
            if (values[r] < 0 || Arrays.stream(row).filter(value -> value != 0).count() > 1) {
                return new KnownFactor(name, coordinates, Optional.empty());
            }
        }
        return new KnownFactor(name, coordinates, Optional.of(values));
    }

    /** The same factor on some of the rows. */
    public KnownFactor select(int[] rows) {
        return new KnownFactor(
                name,
                coordinates.selectRows(rows),
                values.map(all -> Arrays.stream(rows).map(row -> all[row]).toArray()));
    }
}
