package org.assay.analysis.subspace.score;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.datasets.matrix.Matrix;

/**
 * A factor's subspace from contexts in which it alone varies: rows fall into groups within which everything else stands still,
 * activations and factor are taken about their means in the group, and the one is regressed on the other. Groups come from a
 * generator that can be clamped ({@link ClampedContexts}), or are the contexts that happen to agree in all other known factors.
 *
 * @param added   Sigma_k, D x D
 * @param matched share of the weight that lies in groups within which the factor varies
 */
public record VaryOne(Matrix added, double matched) {
    private static final double VARIES = 1e-12;

    /** Groups of rows that agree in all factors but number {@code factor}. */
    public static int[] matching(List<KnownFactor> factors, int factor) {
        int rows = factors.get(0).coordinates().rows();
        Map<String, Integer> ids = new HashMap<>();
        int[] group = new int[rows];
        for (int r = 0; r < rows; r++) {
            StringBuilder key = new StringBuilder();
            for (int k = 0; k < factors.size(); k++) {
                if (k != factor) {
                    key.append(value(factors.get(k), r)).append(';');
                }
            }
            group[r] = ids.computeIfAbsent(key.toString(), unseen -> ids.size());
        }
        return group;
    }

    /**
     * @param activations n x D
     * @param weights     one per row, summing to 1
     * @param group       for each row its group, 0 .. groups-1
     * @return cannot be asked where the factor varies within no group, or leaves no trace where it does
     */
    public static Answer<VaryOne> of(Matrix activations, double[] weights, KnownFactor factor, int[] group) {
        Matrix phi = within(factor.coordinates(), weights, group);
        double[] groupWeight = new double[Arrays.stream(group).max().orElseThrow() + 1];
        boolean[] varies = new boolean[groupWeight.length];
        for (int r = 0; r < weights.length; r++) {
            groupWeight[group[r]] += weights[r];
            for (double value : phi.row(r)) {
                varies[group[r]] |= weights[r] > 0 && Math.abs(value) > VARIES;
            }
        }
        double matched = 0;
        for (int g = 0; g < varies.length; g++) {
            matched += varies[g] ? groupWeight[g] : 0;
        }
        if (matched == 0) {
            return Answer.cannotBeAsked(
                    "in no two contexts does " + factor.name() + " differ while all the others are the same");
        }
        Matrix h = within(activations, weights, group);
        Matrix added =
                FactorSubspace.added(h, weights, List.of(phi)).covariances().get(0);
        return FactorCovariances.trace(added) > 0
                ? Answer.given(new VaryOne(added, matched))
                : Answer.cannotBeAsked(factor.name() + " moves nothing at this site when it varies alone");
    }

    private static String value(KnownFactor factor, int row) {
        return factor.values()
                .map(values -> Integer.toString(values[row]))
                .orElseGet(() -> Arrays.toString(factor.coordinates().row(row)));
    }

    /** Rows about the weighted means of their groups. */
    private static Matrix within(Matrix rows, double[] weights, int[] group) {
        int width = rows.columns();
        int groups = Arrays.stream(group).max().orElseThrow() + 1;
        double[] weight = new double[groups];
        double[] mean = new double[groups * width];
        for (int r = 0; r < rows.rows(); r++) {
            weight[group[r]] += weights[r];
            for (int c = 0; c < width; c++) {
                mean[group[r] * width + c] += weights[r] * rows.values()[r * width + c];
            }
        }
        Matrix within = Matrix.zeros(rows.rows(), width);
        for (int r = 0; r < rows.rows(); r++) {
            double of = weight[group[r]];
            for (int c = 0; c < width && of > 0; c++) {
                within.values()[r * width + c] = rows.values()[r * width + c] - mean[group[r] * width + c] / of;
            }
        }
        return within;
    }
}
