package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.PrincipalAngles;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;

/**
 * Whether three estimators place the factors of a site in the same subspaces: overlap of the joint regression's with those of {@link
 * FactorialMeans} and of {@link VaryOne}, 1 where one lies in the other.
 *
 * @param byFactor in the order of the factors
 */
public record EstimatorAgreement(Map<String, OfFactor> byFactor) {
    /**
     * @param factorial overlap with the class means of independent factors
     * @param varyOne   overlap with what moves when the factor alone varies
     */
    public record OfFactor(Answer<Double> factorial, Answer<Double> varyOne) {}

    public EstimatorAgreement {
        byFactor = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byFactor));
    }

    /**
     * The joint regression on some rows against the others on other rows: estimates from the same rows share the noise of these
     * rows and would agree on a network that holds nothing. Contexts that agree in all other factors are the groups of {@link
     * VaryOne}.
     *
     * @param first  rows of the joint regression
     * @param second rows of the other two, with the same factors
     */
    public static EstimatorAgreement of(KnownActivations first, KnownActivations second) {
        FactorCovariances joint = FactorCovariances.joint(first.values(), first.weights(), first.factors());
        Matrix activations = second.values();
        double[] weights = second.weights();
        List<KnownFactor> factors = second.factors();
        Answer<FactorCovariances> means = FactorialMeans.of(activations, weights, factors);
        Map<String, OfFactor> byFactor = new LinkedHashMap<>();
        for (int k = 0; k < factors.size(); k++) {
            Subspace subspace = joint.subspace(k);
            Answer<Double> factorial = means instanceof Answer.CannotBeAsked<FactorCovariances> refused
                    ? Answer.cannotBeAsked(refused.reason())
                    : Answer.given(overlap(subspace, means.get().added().get(k)));
            Answer<VaryOne> varied = VaryOne.of(activations, weights, factors.get(k), VaryOne.matching(factors, k));
            Answer<Double> varyOne = varied instanceof Answer.CannotBeAsked<VaryOne> refused
                    ? Answer.cannotBeAsked(refused.reason())
                    : Answer.given(overlap(subspace, varied.get().added()));
            byFactor.put(factors.get(k).name(), new OfFactor(factorial, varyOne));
        }
        return new EstimatorAgreement(byFactor);
    }

    /** All overlaps that could be asked for. */
    public List<Double> overlaps() {
        List<Double> overlaps = new ArrayList<>();
        for (OfFactor factor : byFactor.values()) {
            factor.factorial().toOptional().ifPresent(overlaps::add);
            factor.varyOne().toOptional().ifPresent(overlaps::add);
        }
        return overlaps;
    }

    private static double overlap(Subspace subspace, Matrix sigma) {
        return PrincipalAngles.between(subspace, FactorSubspace.spanning(sigma, subspace.mean()))
                .overlap();
    }
}
