package org.assay.analysis.program;

import java.util.stream.IntStream;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;

/** The subspace in which a network keeps a label family, by its class means; other ways to find one may take its place. */
@FunctionalInterface
public interface LabelSubspace {
    /**
     * @param held    activations at a site, rows x directions
     * @param classes for each row its class, 0 .. count-1, negative for none
     * @throws ArithmeticException when the classes leave no trace at the site
     */
    Subspace of(Matrix held, int[] classes, int count);

    /** Spanned by the differences of the class means, all classes of equal weight: the directions that hold 99 % of these. */
    static LabelSubspace classMeans() {
        return (held, classes, count) -> {
            int[] rows = IntStream.range(0, classes.length)
                    .filter(row -> classes[row] >= 0)
                    .toArray();
            double[] weights = LabelPlacement.balanced(rows, classes, count);
            Matrix indicator = Matrix.zeros(rows.length, count);
            for (int i = 0; i < rows.length; i++) {
                indicator.set(i, classes[rows[i]], 1);
            }
            // Each class has the same weight, so these are its mean times that weight.
            Matrix sums = Contraction.cross(indicator, weights, held.selectRows(rows));
            double[] shares = indicator.leftTimes(weights);
            double[] mean = new double[held.columns()];
            for (int i = 0; i < sums.values().length; i++) {
                mean[i % mean.length] += sums.values()[i];
            }
            Matrix covariance = Matrix.zeros(mean.length, mean.length);
            for (int c = 0; c < count; c++) {
                for (int i = 0; i < mean.length && shares[c] > 0; i++) {
                    double difference = sums.get(c, i) / shares[c] - mean[i];
                    for (int j = 0; j < mean.length; j++) {
                        double other = sums.get(c, j) / shares[c] - mean[j];
                        covariance.values()[i * mean.length + j] += shares[c] * difference * other;
                    }
                }
            }
            return FactorSubspace.spanning(covariance, mean);
        };
    }
}
