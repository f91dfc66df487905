package org.assay.analysis.subspace.score;

import java.util.Arrays;
import java.util.List;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.datasets.matrix.Matrix;

/**
 * Activations at one site of rows whose factors are known.
 *
 * @param values  n x D, finite
 * @param weights n, one per row, not negative, summing to 1
 * @param factors each with n rows
 */
public record KnownActivations(Matrix values, double[] weights, List<KnownFactor> factors) {
    private static final double SUM_TOLERANCE = 1e-9;

    public KnownActivations {
        factors = List.copyOf(factors);
        double sum = Arrays.stream(weights).sum();
        if (weights.length != values.rows() || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(values.rows() + " activations need as many weights, summing to 1, got "
                    + weights.length + " summing to " + sum);
        }
        for (KnownFactor factor : factors) {
            if (factor.coordinates().rows() != values.rows()) {
                throw new IllegalArgumentException("factor " + factor.name() + " is known of "
                        + factor.coordinates().rows() + " rows, there are " + values.rows());
            }
        }
    }

    /** Some of the rows, with their weights normalised again. */
    public KnownActivations select(int[] rows) {
        double sum = Arrays.stream(rows).mapToDouble(row -> weights[row]).sum();
        double[] selected =
                Arrays.stream(rows).mapToDouble(row -> weights[row] / sum).toArray();
        return new KnownActivations(
                values.selectRows(rows),
                selected,
                factors.stream().map(factor -> factor.select(rows)).toList());
    }

    /** The same rows with these factors. */
    public KnownActivations with(List<KnownFactor> others) {
        return new KnownActivations(values, weights, others);
    }

    /** How many rows there are, n. */
    public int rows() {
        return values.rows();
    }
}
