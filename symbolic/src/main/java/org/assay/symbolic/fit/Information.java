package org.assay.symbolic.fit;

import java.util.Arrays;
import org.assay.symbolic.program.Unembedding;

/** Entropies of laws in nats, with 0 ln 0 = 0. */
final class Information {
    private static final double ROUNDING = 1e-12;

    private Information() {}

    static double entropy(double[] law) {
        double sum = 0;
        for (double p : law) {
            sum -= p > 0 ? p * StrictMath.log(p) : 0;
        }
        return sum;
    }

    /** The law as a program would say it: mixed with the uniform law, so that no token is impossible. */
    static double[] smoothed(double[] law) {
        double[] smoothed = new double[law.length];
        for (int v = 0; v < law.length; v++) {
            smoothed[v] = (1 - Unembedding.UNIFORM_SHARE) * law[v] + Unembedding.UNIFORM_SHARE / law.length;
        }
        return smoothed;
    }

    /** - sum q ln p; infinite where p misses what q needs. */
    static double crossEntropy(double[] q, double[] p) {
        double sum = 0;
        for (int v = 0; v < q.length; v++) {
            sum -= q[v] > 0 ? q[v] * StrictMath.log(p[v]) : 0;
        }
        return sum;
    }

    /**
     * What merging two items loses, in nats per token over all rows: (w_i + w_j) H(m) - w_i H(p_i) - w_j H(p_j) with m the
     * weighted mean law. This is the weighted Jensen-Shannon divergence (Lin 1991), the merging cost of the
     * agglomerative information bottleneck (Slonim and Tishby 1999).
     */
    static double mergingLoss(double wi, double[] pi, double wj, double[] pj) {
        double total = wi + wj;
        if (wi <= 0 || wj <= 0) {
            return 0;
        }
        double loss = 0;
        for (int v = 0; v < pi.length; v++) {
            double m = (wi * pi[v] + wj * pj[v]) / total;
            loss += pi[v] > 0 ? wi * pi[v] * StrictMath.log(pi[v] / m) : 0;
            loss += pj[v] > 0 ? wj * pj[v] * StrictMath.log(pj[v] / m) : 0;
        }
        return Math.max(0, loss);
    }

    /**
     * How much two labellings of the same rows have in common: mutual information over the mean of their entropies, 1 where both
     * are constant.
     */
    static double shared(int[] a, int[] b, double[] weights) {
        double[][] joint = new double[Arrays.stream(a).max().orElse(0) + 1]
                [Arrays.stream(b).max().orElse(0) + 1];
        double[] ofA = new double[joint.length];
        double[] ofB = new double[joint[0].length];
        for (int row = 0; row < a.length; row++) {
            joint[a[row]][b[row]] += weights[row];
            ofA[a[row]] += weights[row];
            ofB[b[row]] += weights[row];
        }
        double both = 0;
        for (double[] row : joint) {
            both += entropy(row);
        }
        double apart = entropy(ofA) + entropy(ofB);
        return apart < ROUNDING ? 1 : 2 * (apart - both) / apart;
    }

    /** Ward's cost: w_i w_j / (w_i + w_j) |a_i - a_j|^2, the variance that merging adds (Ward 1963). */
    static double wardLoss(double wi, double[] ai, double wj, double[] aj) {
        if (wi <= 0 || wj <= 0) {
            return 0;
        }
        double square = 0;
        for (int d = 0; d < ai.length; d++) {
            square += (ai[d] - aj[d]) * (ai[d] - aj[d]);
        }
        return wi * wj / (wi + wj) * square;
    }
}
