package org.assay.analysis.information;

import java.util.Arrays;

/** The estimate of {@link MixedInformation} for two blocks whose distances are sorted. */
final class PairSearch {
    private final NeighbourTable first;
    private final NeighbourTable second;
    private final int k;

    /** {@code log(i)} and {@code psi(i)} by i from 1 on. */
    private final double[] logs;

    private final double[] psis;

    PairSearch(NeighbourTable first, NeighbourTable second, int k) {
        this.first = first;
        this.second = second;
        this.k = k;
        this.logs = new double[first.samples() + 1];
        this.psis = new double[first.samples() + 1];
        for (int i = 1; i < logs.length; i++) {
            logs[i] = Math.log(i);
            psis[i] = Digamma.of(i);
        }
    }

    /** The estimate when sample n of the first block goes with sample {@code order[n]} of the second. */
    double information(int[] order) {
        if (!first.varies() || !second.varies()) {
            return 0;
        }
        double[] nearest = new double[k];
        double sum = 0;
        for (int n = 0; n < order.length; n++) {
            sum += atSample(n, order, nearest);
        }
        return sum / order.length + logs[order.length];
    }

    private double atSample(int n, int[] order, double[] nearest) {
        int partner = order[n];
        double reach = reach(n, partner, order, nearest);
        int neighbours = k;
        if (reach <= MixedInformation.TIE) {
            reach = 0;
            neighbours = equal(n, partner, order);
        }
        double border = reach + MixedInformation.TIE;
        return psis[neighbours] - logs[first.within(n, border)] - logs[second.within(partner, border)];
    }

    /** The distance of sample n to its k-th neighbour in both blocks. */
    private double reach(int n, int partner, int[] order, double[] nearest) {
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int rank = 0; rank < order.length; rank++) {
            int m = first.atRank(n, rank);
            double inFirst = first.distance(n, m);
            if (inFirst >= nearest[k - 1]) {
                break;
            }
            double joint = Math.max(inFirst, second.distance(partner, order[m]));
            if (m != n && joint < nearest[k - 1]) {
                insert(joint, nearest);
            }
        }
        return nearest[k - 1];
    }

    private void insert(double value, double[] nearest) {
        int at = k - 1;
        while (at > 0 && nearest[at - 1] > value) {
            nearest[at] = nearest[at - 1];
            at--;
        }
        nearest[at] = value;
    }

    /** How many samples equal n in both blocks, itself among them. */
    private int equal(int n, int partner, int[] order) {
        int count = 0;
        int candidates = first.within(n, MixedInformation.TIE);
        for (int rank = 0; rank < candidates; rank++) {
            int m = first.atRank(n, rank);
            count += second.distance(partner, order[m]) <= MixedInformation.TIE ? 1 : 0;
        }
        return count;
    }
}
