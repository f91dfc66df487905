package org.assay.analysis.subspace;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.LeastSquares;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;

/**
 * Where a network holds known factors: the encoder, that is the regression of activations on the factors {@code h = c +
 * sum_k phi_k B_k}, all factors together, since means class by class leak between factors that depend on each other.
 * What factor k adds has the covariance {@code Sigma_k = B_k' Cov(phi_k) B_k}, and its leading eigenvectors span the
 * factor's subspace. Directions found so are the ones that edits act along; those of a probe are not.
 *
 * <p>Where factors determine one another (a category and its token) the regression has many solutions; the one of
 * smallest norm is taken, which shares what is common among them. Factors that sum to a constant (one-hot) are no
 * trouble.
 */
public final class FactorSubspace {
    /** Share of the variance of Sigma_k that its subspace must hold. */
    private static final double HELD_SHARE = 0.99;

    private FactorSubspace() {}

    /**
     * What factors add at a site, from one regression on all of them.
     *
     * @param covariances Sigma_k of each factor, D x D
     * @param explained   of all factors together, D x D: the sum of the others and what factors that depend on each other share
     */
    public record Added(List<Matrix> covariances, Matrix explained) {
        public Added {
            covariances = List.copyOf(covariances);
        }
    }

    /**
     * Sigma_k of each factor, D x D.
     *
     * @param weights one per row, summing to 1
     * @param factors each n x (values or coordinates): one-hot values, or a belief
     */
    public static List<Matrix> covariances(Representation held, double[] weights, List<Matrix> factors) {
        return added(held.values(), weights, factors).covariances();
    }

    /**
     * The regression of activations, n x D, on all factors.
     *
     * @param weights one per row, summing to 1
     * @param factors each n x (values or coordinates): one-hot values, or a belief
     */
    public static Added added(Matrix h, double[] weights, List<Matrix> factors) {
        Matrix joined = joined(factors, h.rows());
        Matrix phi = Centred.about(Centred.mean(joined, weights), joined);
        Matrix centred = Centred.about(Centred.mean(h, weights), h);
        Matrix gram = Contraction.gram(phi, weights);
        Matrix encoder = LeastSquares.smallestNorm(gram, Contraction.cross(phi, weights, centred));
        List<Matrix> covariances = new ArrayList<>();
        int from = 0;
        for (Matrix factor : factors) {
            int width = factor.columns();
            covariances.add(through(block(gram, from, width), rows(encoder, from, width)));
            from += width;
        }
        return new Added(covariances, through(gram, encoder));
    }

    /** The weighted covariance of activations about their mean, D x D. */
    public static Matrix covariance(Matrix h, double[] weights) {
        return Contraction.gram(Centred.about(Centred.mean(h, weights), h), weights);
    }

    /** All the variance at the site, over all directions. */
    public static double variance(Representation held, double[] weights) {
        Matrix centred = Centred.about(Centred.mean(held.values(), weights), held.values());
        double variance = 0;
        for (int r = 0; r < centred.rows(); r++) {
            for (double value : centred.row(r)) {
                variance += weights[r] * value * value;
            }
        }
        return variance;
    }

    /** The leading eigenvectors of a factor's covariance, as many as hold 99 % of it, about {@code mean}. */
    public static Subspace spanning(Matrix covariance, double[] mean) {
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double total = 0;
        for (double value : eigen.values()) {
            total += Math.max(0, value);
        }
        if (!(total > 0)) {
            throw new ArithmeticException("the factor leaves no trace at this site, so it spans no subspace");
        }
        int k = 0;
        double held = 0;
        while (held < HELD_SHARE * total) {
            held += eigen.values()[k++];
        }
        return new Subspace(mean, eigen.leading(k));
    }

    private static Matrix joined(List<Matrix> factors, int rows) {
        int width = factors.stream().mapToInt(Matrix::columns).sum();
        Matrix joined = Matrix.zeros(rows, width);
        int from = 0;
        for (Matrix factor : factors) {
            if (factor.rows() != rows) {
                throw new IllegalArgumentException("a factor has " + factor.rows() + " rows, the activations " + rows);
            }
            for (int r = 0; r < rows; r++) {
                int at = r * factor.columns();
                System.arraycopy(factor.values(), at, joined.values(), r * width + from, factor.columns());
            }
            from += factor.columns();
        }
        return joined;
    }

    private static Matrix through(Matrix factorCovariance, Matrix encoder) {
        Matrix product = encoder.transpose().times(factorCovariance).times(encoder);
        Matrix transposed = product.transpose();
        for (int i = 0; i < product.values().length; i++) {
            product.values()[i] = (product.values()[i] + transposed.values()[i]) / 2;
        }
        return product;
    }

    private static Matrix block(Matrix square, int from, int width) {
        return rows(square, from, width).selectColumns(from, from + width);
    }

    private static Matrix rows(Matrix matrix, int from, int count) {
        Matrix rows = Matrix.zeros(count, matrix.columns());
        System.arraycopy(matrix.values(), from * matrix.columns(), rows.values(), 0, rows.values().length);
        return rows;
    }
}
