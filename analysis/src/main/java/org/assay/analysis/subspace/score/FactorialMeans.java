package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.datasets.matrix.Matrix;

/**
 * Factor subspaces from class means: Sigma_k is the covariance of {@code E[h | f_k = v]} when rows are weighted so that the factors
 * are independent, {@code w_r prod_k p(f_k) / p(f_1, ..., f_K)}. Without the weights class means leak between factors that depend on
 * each other. Every combination of values that occur alone must occur together, else no weights make the factors independent.
 */
public final class FactorialMeans {
    private FactorialMeans() {}

    /**
     * @param activations n x D
     * @param weights     one per row, summing to 1
     * @return cannot be asked of factors that are beliefs, or whose values do not all occur together
     */
    public static Answer<FactorCovariances> of(Matrix activations, double[] weights, List<KnownFactor> factors) {
        for (KnownFactor factor : factors) {
            if (factor.values().isEmpty()) {
                return Answer.cannotBeAsked("factor " + factor.name() + " is a belief and has no classes");
            }
        }
        Map<String, Double> cells = new HashMap<>();
        String[] cellOf = new String[weights.length];
        List<double[]> marginals = new ArrayList<>();
        for (KnownFactor factor : factors) {
            marginals.add(marginal(factor, weights));
        }
        for (int r = 0; r < weights.length; r++) {
            cellOf[r] = cell(factors, r);
            cells.merge(cellOf[r], weights[r], Double::sum);
        }
        double wanted = marginals.stream()
                .mapToDouble(
                        marginal -> Arrays.stream(marginal).filter(p -> p > 0).count())
                .reduce(1, (a, b) -> a * b);
        long seen = cells.values().stream().filter(p -> p > 0).count();
        if (seen < wanted) {
            return Answer.cannotBeAsked("of the " + Math.round(wanted) + " combinations of values only " + seen
                    + " occur, so no weights make the factors independent");
        }
        double[] factorial = new double[weights.length];
        for (int r = 0; r < weights.length; r++) {
            factorial[r] = weights[r] > 0 ? weights[r] / cells.get(cellOf[r]) : 0;
            for (int k = 0; k < factors.size(); k++) {
                factorial[r] *= marginals.get(k)[factors.get(k).values().orElseThrow()[r]];
            }
        }
        return Answer.given(means(activations, factorial, factors));
    }

    private static FactorCovariances means(Matrix activations, double[] weights, List<KnownFactor> factors) {
        List<Matrix> added = new ArrayList<>();
        for (KnownFactor factor : factors) {
            added.add(FactorSubspace.added(activations, weights, List.of(factor.coordinates()))
                    .covariances()
                    .get(0));
        }
        Matrix explained = FactorSubspace.added(
                        activations,
                        weights,
                        factors.stream().map(KnownFactor::coordinates).toList())
                .explained();
        return new FactorCovariances(
                factors.stream().map(KnownFactor::name).toList(),
                added,
                explained,
                FactorSubspace.covariance(activations, weights));
    }

    private static double[] marginal(KnownFactor factor, double[] weights) {
        double[] marginal = new double[factor.coordinates().columns()];
        for (int r = 0; r < weights.length; r++) {
            marginal[factor.values().orElseThrow()[r]] += weights[r];
        }
        return marginal;
    }

    private static String cell(List<KnownFactor> factors, int row) {
        int[] values = new int[factors.size()];
        Arrays.setAll(values, k -> factors.get(k).values().orElseThrow()[row]);
        return Arrays.toString(values);
    }
}
