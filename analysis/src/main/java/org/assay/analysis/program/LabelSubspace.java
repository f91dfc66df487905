package org.assay.analysis.program;

import java.util.HashMap;
import java.util.Map;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;

/** The subspace in which a network keeps a variable of a program, by its class means; other ways to find one may take its place. */
@FunctionalInterface
interface LabelSubspace {
    /**
     * @param held activations at a site, rows x directions
     * @param rows to find it on
     * @throws ArithmeticException when the variable leaves no trace at the site
     */
    Subspace of(Matrix held, ObservedVariable observed, int[] rows);

    /**
     * Spanned by the differences between the means of the values within each group, so that what goes along with the last token is
     * no part of it: the directions that hold 99 % of these.
     */
    static LabelSubspace classMeans() {
        return (held, observed, rows) -> {
            int width = held.columns();
            double[] weights = observed.balanced(rows);
            Map<Integer, double[]> centres = observed.groupMeans(held, rows);
            Map<Long, double[]> sums = new HashMap<>();
            Map<Long, Double> shares = new HashMap<>();
            Map<Long, Integer> groupOf = new HashMap<>();
            double[] mean = new double[width];
            for (int i = 0; i < rows.length; i++) {
                long cell = observed.cell(rows[i]);
                double[] sum = sums.computeIfAbsent(cell, key -> new double[width]);
                for (int d = 0; d < width; d++) {
                    sum[d] += weights[i] * held.get(rows[i], d);
                    mean[d] += weights[i] * held.get(rows[i], d);
                }
                shares.merge(cell, weights[i], Double::sum);
                groupOf.put(cell, observed.groups()[rows[i]]);
            }
            Matrix covariance = Matrix.zeros(width, width);
            double total = 0;
            for (long cell : sums.keySet().stream().sorted().toList()) {
                double share = shares.get(cell);
                double[] centre = centres.get(groupOf.get(cell));
                double[] difference = sums.get(cell);
                for (int d = 0; d < width; d++) {
                    difference[d] = difference[d] / share - centre[d];
                    total += share * difference[d] * difference[d];
                }
                for (int i = 0; i < width; i++) {
                    for (int j = 0; j < width; j++) {
                        covariance.values()[i * width + j] += share * difference[i] * difference[j];
                    }
                }
            }
            requireTrace(total, held, rows);
            return FactorSubspace.spanning(covariance, mean);
        };
    }

    /** Differences that are rounding errors of what is held are none. */
    private static void requireTrace(double total, Matrix held, int[] rows) {
        double square = 0;
        for (int row : rows) {
            for (double entry : held.row(row)) {
                square += entry * entry / rows.length;
            }
        }
        if (!(total > ROUNDING * square)) {
            throw new ArithmeticException("the labels leave no trace at this site");
        }
    }

    /** Of single precision, squared. */
    double ROUNDING = 1e-12;
}
