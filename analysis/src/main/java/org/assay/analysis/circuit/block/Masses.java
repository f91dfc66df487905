package org.assay.analysis.circuit.block;

import org.assay.datasets.matrix.Matrix;

/**
 * How much of a part leads from block to block: {@code |U_i W U'_j'|^2}, summed over the members of a family, and what a random
 * cut of the same sizes has on average.
 */
public final class Masses {
    private Masses() {}

    /** blocks x blocks: by {@code |U_i A B' U'_j'|^2 = <A' P_i A, B' P'_j B>}. */
    static double[][] of(LinearPart part, Cut from, Cut to) {
        double[][][] left = from.grams(part.left(), part.rank());
        double[][][] right = to.grams(part.right(), part.rank());
        double[][] masses = new double[left.length][right.length];
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                for (int member = 0; member < part.members(); member++) {
                    double[] a = left[i][member];
                    double[] b = right[j][member];
                    for (int e = 0; e < a.length; e++) {
                        masses[i][j] += a[e] * b[e];
                    }
                }
                // Rounding can carry a sum of nothing below 0.
                masses[i][j] = Math.max(0, masses[i][j]);
            }
        }
        return masses;
    }

    /**
     * The mean over uniformly random cuts of these sizes, exactly. Two sites are turned independently, so that every cell gets
     * its share of directions of either side: {@code d_i d'_j / (D D')} of the mass.
     *
     * <p>Where one cut is on both sides, both turn together, and the mean depends on more of W than its mass. For projections P, Q
     * of ranks p, q turned by one uniform rotation, and {@code c = tr(PQ)} before,
     *
     * <pre>E |P W Q|^2 = alpha ((tr W)^2 + tr(W^2)) + beta |W|^2
     * alpha = (c - p q / D) / ((D - 1) (D + 2)),   beta = (p q - 2 alpha D) / D^2</pre>
     *
     * from the invariants of the orthogonal group: E P_ab Q_cd is a combination of the three ways to pair its indices, of which two
     * have the same factor since P is symmetric, and the two traces of it fix both factors.
     */
    static double[][] expected(LinearPart part, int[] from, int[] to) {
        int d = part.left().rows();
        if (part.within() && d > 1) {
            return expectedWithin(part.mass(), traces(part), d, from);
        }
        double share = part.mass() / ((double) d * part.right().rows());
        double[][] expected = new double[from.length][to.length];
        for (int i = 0; i < from.length; i++) {
            for (int j = 0; j < to.length; j++) {
                expected[i][j] = share * from[i] * to[j];
            }
        }
        return expected;
    }

    /**
     * The means of {@link #expected} for forms whose two sides are turned together.
     *
     * @param mass   {@code sum_m |W_m|^2}
     * @param traces {@code sum_m (tr W_m)^2 + tr(W_m^2)}
     * @param d      directions of the site, from 2
     * @param sizes  of the blocks
     */
    public static double[][] expectedWithin(double mass, double traces, int d, int... sizes) {
        double[][] expected = new double[sizes.length][sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            for (int j = 0; j < sizes.length; j++) {
                double both = (double) sizes[i] * sizes[j];
                double alpha = ((i == j ? sizes[i] : 0) - both / d) / ((d - 1.0) * (d + 2));
                expected[i][j] = alpha * traces + (both - 2 * alpha * d) / ((double) d * d) * mass;
            }
        }
        return expected;
    }

    /** {@code sum_m (tr W_m)^2 + tr(W_m^2)}. */
    private static double traces(LinearPart part) {
        double sum = 0;
        for (int member = 0; member < part.members(); member++) {
            int from = member * part.rank();
            // tr (A B') = tr (B' A), and tr (A B' A B') likewise.
            Matrix small = part.right()
                    .selectColumns(from, from + part.rank())
                    .transpose()
                    .times(part.left().selectColumns(from, from + part.rank()));
            double trace = 0;
            for (int a = 0; a < part.rank(); a++) {
                trace += small.get(a, a);
                for (int b = 0; b < part.rank(); b++) {
                    sum += small.get(a, b) * small.get(b, a);
                }
            }
            sum += trace * trace;
        }
        return sum;
    }
}
