package org.assay.analysis.information;

import java.util.Arrays;
import java.util.List;

/**
 * The terms of {@link MixedInformation} for all pairs of blocks whose distances are sorted, sample by sample. All pairs are asked about
 * one sample before the next, so that the rows of distances it needs stay near the processor.
 */
final class SharedNeighbours {
    private final List<NeighbourTable> blocks;
    private final int k;
    private final double[] nearest;

    /** {@code log(i)} and {@code psi(i)} by i from 1 on. */
    private final double[] logs;

    private final double[] psis;

    SharedNeighbours(List<NeighbourTable> blocks, int k) {
        this.blocks = blocks;
        this.k = k;
        this.nearest = new double[k];
        int n = blocks.get(0).samples();
        this.logs = new double[n + 1];
        this.psis = new double[n + 1];
        for (int i = 1; i <= n; i++) {
            logs[i] = Math.log(i);
            psis[i] = Digamma.of(i);
        }
    }

    /**
     * Adds {@code psi(k_n) + log N - log(n_x + 1) - log(n_y + 1)} over the samples n in {@code from .. to - 1} of the first block,
     * which go with samples {@code order[n]} of the second.
     *
     * @param pairs each two blocks
     * @param sums  one for each order and pair
     */
    void add(int from, int to, int[][] orders, List<int[]> pairs, double[][] sums) {
        for (int n = from; n < to; n++) {
            for (int o = 0; o < orders.length; o++) {
                for (int pair = 0; pair < pairs.size(); pair++) {
                    int[] two = pairs.get(pair);
                    sums[o][pair] += at(n, blocks.get(two[0]), blocks.get(two[1]), orders[o]);
                }
            }
        }
    }

    private double at(int n, NeighbourTable first, NeighbourTable second, int[] order) {
        if (!first.varies() || !second.varies()) {
            return 0;
        }
        int partner = order[n];
        double reach = reach(n, partner, first, second, order);
        int neighbours = k;
        if (reach <= MixedInformation.TIE) {
            reach = 0;
            neighbours = equal(n, partner, first, second, order);
        }
        double border = reach + MixedInformation.TIE;
        return psis[neighbours]
                + logs[order.length]
                - logs[first.within(n, border)]
                - logs[second.within(partner, border)];
    }

    /** The distance of sample n to its k-th neighbour in both blocks. */
    private double reach(int n, int partner, NeighbourTable first, NeighbourTable second, int[] order) {
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int rank = 0; rank < order.length; rank++) {
            int m = first.atRank(n, rank);
            double inFirst = first.distance(n, m);
            if (inFirst >= nearest[k - 1]) {
                break;
            }
            double joint = Math.max(inFirst, second.distance(partner, order[m]));
            if (m != n && joint < nearest[k - 1]) {
                insert(joint);
            }
        }
        return nearest[k - 1];
    }

    private void insert(double value) {
        int at = k - 1;
        while (at > 0 && nearest[at - 1] > value) {
            nearest[at] = nearest[at - 1];
            at--;
        }
        nearest[at] = value;
    }

    /** How many samples equal n in both blocks, itself among them. */
    private static int equal(int n, int partner, NeighbourTable first, NeighbourTable second, int[] order) {
        int count = 0;
        int candidates = first.within(n, MixedInformation.TIE);
        for (int rank = 0; rank < candidates; rank++) {
            int m = first.atRank(n, rank);
            count += second.distance(partner, order[m]) <= MixedInformation.TIE ? 1 : 0;
        }
        return count;
    }
}
