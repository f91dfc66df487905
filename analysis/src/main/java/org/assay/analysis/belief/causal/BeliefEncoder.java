package org.assay.analysis.belief.causal;

import java.util.Arrays;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.LeastSquares;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;

/**
 * Two regressions between what a site holds and the belief, which are not each other's inverse: the encoder {@code h = c + (b - m) D} says
 * where the network puts the belief, the probe {@code b = a + h W} where it can be read off. Edits act along the encoder; the
 * directions of a probe avoid whatever varies beside the belief and need not be directions that anything is written to.
 *
 * @param meanBelief m, S
 * @param directions D, S x D: how the activation moves with the belief
 * @param probe      W, D x S
 * @param intercept  a, S
 * @param shortest   S x D, the pseudo-inverse of W: the shortest move that a probe sees as the given change of belief
 * @param subspace   the row space of D about the mean activation: as many dimensions as the belief has and the network keeps
 * @param explained  share of the variance of the activation that the belief explains
 */
public record BeliefEncoder(
        double[] meanBelief,
        Matrix directions,
        Matrix probe,
        double[] intercept,
        Matrix shortest,
        Subspace subspace,
        double explained) {
    /** Of the largest: a direction with less of the variance that the belief explains is rounding. */
    private static final double ROUNDING = 1e-9;

    /** Of all the variance at the site: with less than this the belief is not there. */
    private static final double NO_TRACE = 1e-12;

    /**
     * Fits both.
     *
     * @param h       n x D, activations
     * @param beliefs n x S
     * @param weights n, summing to 1
     * @throws IllegalArgumentException when all beliefs are the same, or the activations do not move with them
     */
    public static BeliefEncoder fit(Matrix h, Matrix beliefs, double[] weights) {
        double[] mean = h.leftTimes(weights);
        double[] meanBelief = beliefs.leftTimes(weights);
        Matrix centred = about(h, mean);
        Matrix phi = about(beliefs, meanBelief);
        Matrix gram = Contraction.gram(phi, weights);
        if (!(trace(gram) > NO_TRACE)) {
            throw new IllegalArgumentException("the belief is the same at all " + h.rows()
                    + " contexts that an encoder is fitted on, so nothing can move with it");
        }
        Matrix covariance = Contraction.gram(centred, weights);
        Matrix cross = Contraction.cross(phi, weights, centred);
        Matrix directions = LeastSquares.smallestNorm(gram, cross);
        Matrix held = symmetric(directions.transpose().times(gram).times(directions));
        if (!(trace(held) > NO_TRACE * trace(covariance))) {
            throw new IllegalArgumentException("the belief leaves no trace in the activations, of whose variance "
                    + trace(covariance) + " it explains nothing");
        }
        SymmetricEigen eigen = SymmetricEigen.of(held);
        int states = beliefs.columns();
        int dimensions = (int) Arrays.stream(eigen.values())
                .limit(states)
                .filter(value -> value > ROUNDING * eigen.values()[0])
                .count();
        Matrix probe = LeastSquares.smallestNorm(covariance, cross.transpose());
        double[] intercept = meanBelief.clone();
        double[] atMean = probe.leftTimes(mean);
        for (int s = 0; s < states; s++) {
            intercept[s] -= atMean[s];
        }
        Matrix back = probe.transpose();
        return new BeliefEncoder(
                meanBelief,
                directions,
                probe,
                intercept,
                LeastSquares.smallestNorm(symmetric(back.times(probe)), back),
                new Subspace(mean, eigen.leading(dimensions)),
                trace(held) / trace(covariance));
    }

    /** What the probe reads, n x S. */
    public Matrix read(Matrix h) {
        return about(h.times(probe), Arrays.stream(intercept).map(a -> -a).toArray());
    }

    /** The point of the encoder's subspace that stands for each belief, n x D, the rest at its mean. */
    public Matrix encode(Matrix beliefs) {
        Matrix moved = about(beliefs, meanBelief).times(directions);
        return about(moved, Arrays.stream(subspace.mean()).map(c -> -c).toArray());
    }

    private static Matrix about(Matrix rows, double[] mean) {
        double[] values = rows.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean[i % mean.length];
        }
        return Matrix.wrap(rows.rows(), rows.columns(), values);
    }

    private static double trace(Matrix square) {
        double trace = 0;
        for (int i = 0; i < square.rows(); i++) {
            trace += square.get(i, i);
        }
        return trace;
    }

    private static Matrix symmetric(Matrix square) {
        Matrix transposed = square.transpose();
        for (int i = 0; i < transposed.values().length; i++) {
            transposed.values()[i] = (transposed.values()[i] + square.values()[i]) / 2;
        }
        return transposed;
    }
}
