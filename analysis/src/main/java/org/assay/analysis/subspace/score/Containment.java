package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.subspace.Subspace;

/**
 * How far subspaces lie in one another: {@code (1/r_i) sum cos^2} of the principal angles of C_i and C_j, the share of C_i that lies
 * in C_j; r_j/D for random ones. Where factors are not orthogonal in a network, no orthogonal partition holds each of them whole.
 *
 * @param names of the subspaces
 * @param share share[i][j] of subspace i in subspace j, 1 on the diagonal
 * @param ranks r_i
 * @param directions D
 */
public record Containment(List<String> names, double[][] share, int[] ranks, int directions) {
    public Containment {
        names = List.copyOf(names);
    }

    /** Of the factors among themselves. */
    public static Containment of(FactorCovariances factors) {
        List<Subspace> subspaces = new ArrayList<>();
        for (int k = 0; k < factors.factors(); k++) {
            subspaces.add(factors.subspace(k));
        }
        double[][] share = new double[subspaces.size()][subspaces.size()];
        for (int i = 0; i < share.length; i++) {
            for (int j = 0; j < share.length; j++) {
                share[i][j] = of(subspaces.get(i), subspaces.get(j));
            }
        }
        return new Containment(
                factors.names(),
                share,
                subspaces.stream().mapToInt(Subspace::dimensions).toArray(),
                factors.directions());
    }

    /** The share of {@code inner} that lies in {@code outer}: the mean squared length of its unit vectors there. */
    public static double of(Subspace inner, Subspace outer) {
        double sum = 0;
        for (double cosine : inner.basis().times(outer.basis().transpose()).values()) {
            sum += cosine * cosine;
        }
        return Math.min(1, sum / inner.dimensions());
    }

    /** The largest share of one subspace in another one. */
    public double largest() {
        double largest = 0;
        for (int i = 0; i < share.length; i++) {
            for (int j = 0; j < share.length; j++) {
                largest = i == j ? largest : Math.max(largest, share[i][j]);
            }
        }
        return largest;
    }
}
