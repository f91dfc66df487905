package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;

/**
 * What each known factor adds to the activations of a site, as covariances of D x D. Every estimator of factor subspaces gives one:
 * {@link #joint} (one regression on all factors), {@link FactorialMeans} (class means where factors are made independent) and {@link
 * VaryOne} (one factor varies, the others stand still).
 *
 * @param names     of the factors
 * @param added     Sigma_k of each, D x D, positive semidefinite, with a positive trace
 * @param explained of all factors together, D x D: the sum of the others and what factors that depend on each other share
 * @param total     of the activations, D x D
 */
public record FactorCovariances(List<String> names, List<Matrix> added, Matrix explained, Matrix total) {
    public FactorCovariances {
        names = List.copyOf(names);
        added = List.copyOf(added);
        if (names.isEmpty() || names.size() != added.size()) {
            throw new IllegalArgumentException("factors need a name and a covariance each, at least one, got "
                    + names.size() + " names and " + added.size() + " covariances");
        }
        for (int k = 0; k < added.size(); k++) {
            Matrix sigma = added.get(k);
            if (sigma.rows() != total.rows() || sigma.columns() != total.rows()) {
                throw new IllegalArgumentException(
                        "factor " + names.get(k) + " adds " + sigma + " to a site of " + total.rows() + " directions");
            }
            if (!(trace(sigma) > 0)) {
                throw new ArithmeticException("factor " + names.get(k) + " leaves no trace at this site: leave it out");
            }
        }
    }

    /**
     * By one regression of the activations on all factors: {@link FactorSubspace}.
     *
     * @param activations n x D
     * @param weights     one per row, summing to 1
     */
    public static FactorCovariances joint(Matrix activations, double[] weights, List<KnownFactor> factors) {
        FactorSubspace.Added added = FactorSubspace.added(
                activations,
                weights,
                factors.stream().map(KnownFactor::coordinates).toList());
        return new FactorCovariances(
                factors.stream().map(KnownFactor::name).toList(),
                added.covariances(),
                added.explained(),
                FactorSubspace.covariance(activations, weights));
    }

    /** How many factors there are, K. */
    public int factors() {
        return names.size();
    }

    /** How many directions the site has, D. */
    public int directions() {
        return total.rows();
    }

    /** C_k: the leading eigenvectors of Sigma_k that hold 99 % of it, about the origin. */
    public Subspace subspace(int factor) {
        return FactorSubspace.spanning(added.get(factor), new double[directions()]);
    }

    /** The share of the variance at the site that a factor adds. */
    public double share(int factor) {
        return trace(added.get(factor)) / trace(total);
    }

    /** Some of the factors; what all of them explain stays as it is. */
    public FactorCovariances select(List<Integer> factors) {
        List<String> kept = new ArrayList<>();
        List<Matrix> matrices = new ArrayList<>();
        for (int factor : factors) {
            kept.add(names.get(factor));
            matrices.add(added.get(factor));
        }
        return new FactorCovariances(kept, matrices, explained, total);
    }

    /** tr(U Sigma U') for the rows U of a basis. */
    static double inside(Matrix basis, Matrix sigma) {
        Matrix through = basis.times(sigma);
        double inside = 0;
        for (int i = 0; i < through.values().length; i++) {
            inside += through.values()[i] * basis.values()[i];
        }
        return inside;
    }

    static double trace(Matrix square) {
        double trace = 0;
        for (int i = 0; i < square.rows(); i++) {
            trace += square.get(i, i);
        }
        return trace;
    }
}
