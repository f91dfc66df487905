package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * Whether factors leave a trace at a site at all. A regression always finds something: about (values of the factor) / (rows) of the
 * variance that it leaves unexplained. So the same is done with one factor shuffled over the rows and the others as they are, and the
 * factor counts as held when it adds {@link #LEAST_OVER_CHANCE} times that.
 *
 * @param names  of the factors
 * @param share  of the variance at the site that each adds
 * @param chance the same for each of them when it alone is shuffled
 */
public record FactorTrace(List<String> names, double[] share, double[] chance) {
    /** Below it the directions of a factor are those of noise, which lie where the activations vary most. */
    public static final double LEAST_OVER_CHANCE = 3;

    /**
     * @param activations n x D
     * @param weights     one per row, summing to 1
     */
    public static FactorTrace of(Matrix activations, double[] weights, List<KnownFactor> factors, Seed seed) {
        double total = FactorCovariances.trace(FactorSubspace.covariance(activations, weights));
        if (!(total > 0)) {
            throw new ArithmeticException("the activations do not vary, so no factor can leave a trace in them");
        }
        int[] shuffle = seed.child("shuffled factors").draws().nextPermutation(activations.rows());
        double[] chance = new double[factors.size()];
        for (int k = 0; k < chance.length; k++) {
            List<KnownFactor> shuffled = new ArrayList<>(factors);
            shuffled.set(k, factors.get(k).select(shuffle));
            chance[k] = shares(activations, weights, shuffled, total)[k];
        }
        return new FactorTrace(
                factors.stream().map(KnownFactor::name).toList(), shares(activations, weights, factors, total), chance);
    }

    /** Whether factor {@code index} adds more to the site than noise does. */
    public boolean held(int index) {
        return share[index] > 0 && share[index] >= LEAST_OVER_CHANCE * chance[index];
    }

    /** Those of {@code factors}, as given to {@link #of}, that leave a trace. */
    public List<KnownFactor> held(List<KnownFactor> factors) {
        List<KnownFactor> held = new ArrayList<>();
        for (int k = 0; k < factors.size(); k++) {
            if (held(k)) {
                held.add(factors.get(k));
            }
        }
        return held;
    }

    private static double[] shares(Matrix activations, double[] weights, List<KnownFactor> factors, double total) {
        return FactorSubspace.added(
                        activations,
                        weights,
                        factors.stream().map(KnownFactor::coordinates).toList())
                .covariances()
                .stream()
                .mapToDouble(sigma -> FactorCovariances.trace(sigma) / total)
                .toArray();
    }
}
