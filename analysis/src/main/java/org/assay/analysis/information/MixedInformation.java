package org.assay.analysis.information;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * Mutual information of samples that may be discrete, continuous or both, by the estimator of Gao, Kannan, Oh and Viswanath (2017).
 * With rho_n the distance of sample n to its k-th neighbour, the greater of the distances within the two blocks,
 *
 * <pre>{@code I = mean_n [ psi(k_n) + log N - log(n_x + 1) - log(n_y + 1) ]}</pre>
 *
 * where k_n is k, or the number of samples equal to n in both blocks when rho_n is 0; n_x and n_y count the others within rho_n in one
 * block, the border included. Where samples are compared among themselves a sample counts as one of those equal to it. Where the
 * density of one block lies within an atom of the other the formula falls short by {@code log(k + 1) - psi(k)}, 0.46 nats for k = 3.
 *
 * <p>Distances are in units of the block's root total variance, and those within {@link #TIE} of each other are the same: equal
 * activations leave a rotation in floating point with different last bits. A block that does not vary tells nothing: 0.
 */
public final class MixedInformation {
    /** Distances that differ by no more than this, in units of a block's root total variance, are equal. */
    static final double TIE = 1e-5;

    private MixedInformation() {}

    /**
     * Between two blocks, from samples compared with each other.
     *
     * @param a n x (coordinates of one block)
     * @param b n x (coordinates of the other)
     * @param k neighbours, 1 .. n-1
     * @return nats; may be a little below 0
     */
    public static double of(Matrix a, Matrix b, int k) {
        return estimate(a, b, a, b, k, true);
    }

    /** Between two blocks, from query samples compared with keys, among which no query is. */
    public static double crossSample(Matrix queriesA, Matrix queriesB, Matrix keysA, Matrix keysB, int k) {
        return estimate(queriesA, queriesB, keysA, keysB, k, false);
    }

    private static double estimate(
            Matrix queriesA, Matrix queriesB, Matrix keysA, Matrix keysB, int k, boolean amongThemselves) {
        int queries = queriesA.rows();
        int keys = keysA.rows();
        Distances.require(List.of(queriesA, queriesB), queries, "the queries");
        Distances.require(List.of(keysA, keysB), keys, "the keys");
        int others = amongThemselves ? keys - 1 : keys;
        requireNeighbours(k, others);
        double unitA = Math.sqrt(Distances.totalVariance(keysA));
        double unitB = Math.sqrt(Distances.totalVariance(keysB));
        if (!(unitA > 0) || !(unitB > 0)) {
            return 0;
        }
        double[] a = new double[keys];
        double[] b = new double[keys];
        double sum = 0;
        for (int n = 0; n < queries; n++) {
            Distances.fromRow(queriesA, n, keysA, unitA, a);
            Distances.fromRow(queriesB, n, keysB, unitB, b);
            sum += atSample(a, b, k, amongThemselves ? n : -1) + Math.log(keys);
        }
        return sum / queries;
    }

    static void requireNeighbours(int k, int others) {
        if (k < 1 || k > others) {
            throw new IllegalArgumentException(
                    "number of neighbours must be in 1.." + others + " for this many samples, got " + k);
        }
    }

    /** {@code psi(k_n) - log(n_x + 1) - log(n_y + 1)}; {@code self} is the sample's own place among the keys, or -1. */
    private static double atSample(double[] a, double[] b, int k, int self) {
        double[] joint = new double[a.length];
        for (int m = 0; m < a.length; m++) {
            joint[m] = m == self ? Double.POSITIVE_INFINITY : Math.max(a[m], b[m]);
        }
        double[] sorted = joint.clone();
        Arrays.sort(sorted);
        double reach = sorted[k - 1];
        // A sample lies at distance 0 from itself, so it is counted by the two counts below where it is among the keys.
        int apart = self < 0 ? 1 : 0;
        double neighbours = k;
        if (reach <= TIE) {
            reach = 0;
            neighbours = within(joint, 0) + 1 - apart;
        }
        return Digamma.of(neighbours) - Math.log(within(a, reach) + apart) - Math.log(within(b, reach) + apart);
    }

    private static int within(double[] distances, double reach) {
        int count = 0;
        for (double distance : distances) {
            count += distance <= reach + TIE ? 1 : 0;
        }
        return count;
    }
}
