package org.assay.analysis.information;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * Mutual information between blocks by the first estimator of Kraskov et al. (2004) with one neighbour, looked for among key samples,
 * as the merging step of subspace partitions was published with it. For query n and keys m let {@code a_nm} and {@code b_nm} be the
 * distances within the two blocks; {@code eps_n = min_m max(a_nm, b_nm)}, {@code n_x} and {@code n_y} the numbers of keys strictly
 * nearer than that in one block, N the number of keys plus one:
 *
 * <pre>{@code I = mean_n [ psi(1) + psi(N) - psi(n_x + 1) - psi(n_y + 1) ]}</pre>
 *
 * <p>Meant for samples that never repeat. A key that equals the query in both blocks makes eps 0 and both counts 0, so the estimate
 * is {@code psi(N) - psi(1)}, the greatest it can be, also for independent blocks: {@link MixedInformation} is the way out. It may be
 * negative, and it is biased.
 *
 * @param nats       S x S, symmetric; 0 on the diagonal, where nothing is estimated
 * @param tiedShares S x S, symmetric: the share of queries that a key equals in both blocks
 */
public record KraskovInformation(Matrix nats, Matrix tiedShares) {
    /**
     * The estimate for every pair of blocks. Takes queries one at a time, so memory is S x keys.
     *
     * @param queries   S blocks of queries x (coordinates of the block)
     * @param keys      S blocks of keys x (coordinates of the block); no query is among them
     * @param variances S, positive: total variance of each block, from as many samples as there are
     */
    public static KraskovInformation crossSample(List<Matrix> queries, List<Matrix> keys, double[] variances) {
        int blocks = queries.size();
        requirePairs(queries, keys, variances);
        int keyCount = keys.get(0).rows();
        double[] psi = new double[keyCount + 2];
        for (int i = 1; i < psi.length; i++) {
            psi[i] = Digamma.of(i);
        }
        Matrix nats = Matrix.zeros(blocks, blocks);
        Matrix tied = Matrix.zeros(blocks, blocks);
        double[][] distances = new double[blocks][keyCount];
        int queryCount = queries.get(0).rows();
        for (int n = 0; n < queryCount; n++) {
            for (int s = 0; s < blocks; s++) {
                Distances.fromRow(queries.get(s), n, keys.get(s), Math.sqrt(variances[s]), distances[s]);
            }
            for (int i = 0; i < blocks; i++) {
                for (int j = i + 1; j < blocks; j++) {
                    double epsilon = nearest(distances[i], distances[j]);
                    double value = psi[1]
                            + psi[keyCount + 1]
                            - psi[nearer(distances[i], epsilon) + 1]
                            - psi[nearer(distances[j], epsilon) + 1];
                    add(nats, i, j, value / queryCount);
                    add(tied, i, j, epsilon == 0 ? 1.0 / queryCount : 0);
                }
            }
        }
        return new KraskovInformation(nats, tied);
    }

    /** Nats for each dimension of the two blocks, by which merging was published to rank pairs. */
    public double perDimension(int first, int second, int[] sizes) {
        return nats.get(first, second) / (sizes[first] + sizes[second]);
    }

    private static void requirePairs(List<Matrix> queries, List<Matrix> keys, double[] variances) {
        if (queries.isEmpty() || keys.size() != queries.size() || variances.length != queries.size()) {
            throw new IllegalArgumentException(
                    "mutual information needs as many blocks of keys (" + keys.size() + ") and variances ("
                            + variances.length + ") as of queries (" + queries.size() + "), at least one");
        }
        Distances.require(queries, queries.get(0).rows(), "the queries");
        Distances.require(keys, keys.get(0).rows(), "the keys");
        if (queries.get(0).rows() == 0 || keys.get(0).rows() == 0) {
            throw new IllegalArgumentException("mutual information needs a query and a key, got "
                    + queries.get(0).rows() + " and " + keys.get(0).rows());
        }
        for (int s = 0; s < variances.length; s++) {
            if (!(variances[s] > 0)) {
                throw new ArithmeticException("block " + s + " has variance " + variances[s]
                        + ": distances in it cannot be compared with those in others; leave out what does not vary");
            }
        }
    }

    private static double nearest(double[] a, double[] b) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int m = 0; m < a.length; m++) {
            nearest = Math.min(nearest, Math.max(a[m], b[m]));
        }
        return nearest;
    }

    private static int nearer(double[] distances, double epsilon) {
        return (int)
                Arrays.stream(distances).filter(distance -> distance < epsilon).count();
    }

    private static void add(Matrix symmetric, int i, int j, double value) {
        symmetric.set(i, j, symmetric.get(i, j) + value);
        symmetric.set(j, i, symmetric.get(i, j));
    }
}
