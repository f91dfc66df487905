package org.assay.neural.hook;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;

/** From logits to laws, in double precision. */
public final class Softmax {
    private Softmax() {}

    /** Row by row; logits that are not finite stop with their row. */
    public static Matrix rows(Matrix logits) {
        Matrix laws = Matrix.zeros(logits.rows(), logits.columns());
        for (int r = 0; r < logits.rows(); r++) {
            double[] row = logits.row(r);
            double largest = Arrays.stream(row).max().orElseThrow();
            if (!Double.isFinite(largest)) {
                throw new ArithmeticException("the logits of row " + r + " have a maximum of " + largest);
            }
            double sum = 0;
            for (int v = 0; v < row.length; v++) {
                row[v] = StrictMath.exp(row[v] - largest);
                sum += row[v];
            }
            for (int v = 0; v < row.length; v++) {
                laws.values()[r * row.length + v] = row[v] / sum;
            }
        }
        return laws;
    }
}
