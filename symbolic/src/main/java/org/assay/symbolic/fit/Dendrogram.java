package org.assay.symbolic.fit;

import java.util.Arrays;
import java.util.List;

/**
 * The history of a merging: which clusters were joined, in order, down to one. Leaves are 0 .. n-1, the cluster made by merge k
 * is n + k.
 *
 * @param leaves n
 * @param merges n - 1 of them
 */
public record Dendrogram(int leaves, List<Merge> merges) {
    /**
     * @param left  the cluster with the smaller index
     * @param loss  nats per token that joining these two costs
     * @param ward  variance of whitened activations that joining these two adds
     */
    public record Merge(int left, int right, double loss, double ward) {}

    public Dendrogram {
        merges = List.copyOf(merges);
        if (merges.size() != leaves - 1) {
            throw new IllegalArgumentException(
                    leaves + " leaves need " + (leaves - 1) + " merges, got " + merges.size());
        }
    }

    /** The cluster of every leaf when there are {@code clusters}, numbered from 0 in the order of their first leaves. */
    public int[] cut(int clusters) {
        if (clusters < 1 || clusters > leaves) {
            throw new IllegalArgumentException("clusters must lie in 1.." + leaves + ", got " + clusters);
        }
        int[] top = new int[leaves + merges.size()];
        Arrays.setAll(top, i -> i);
        int done = leaves - clusters;
        for (int k = done - 1; k >= 0; k--) {
            top[merges.get(k).left()] = top[leaves + k];
            top[merges.get(k).right()] = top[leaves + k];
        }
        int[] number = new int[top.length];
        Arrays.fill(number, -1);
        int[] cluster = new int[leaves];
        int next = 0;
        for (int leaf = 0; leaf < leaves; leaf++) {
            if (number[top[leaf]] < 0) {
                number[top[leaf]] = next++;
            }
            cluster[leaf] = number[top[leaf]];
        }
        return cluster;
    }

    /** Nats per token lost by going from the leaves to {@code clusters}. */
    public double loss(int clusters) {
        double sum = 0;
        for (int k = 0; k < leaves - clusters; k++) {
            sum += merges.get(k).loss();
        }
        return sum;
    }

    /**
     * The number of clusters with the least N x loss + clusters x parameters x 1/2 ln N (Schwarz 1978); the fewest of equals.
     *
     * @param observations N
     * @param parameters   free parameters of a cluster: vocabulary - 1
     */
    public int bestClusters(double observations, int parameters) {
        double price = parameters * StrictMath.log(observations) / 2;
        int best = leaves;
        double bestCost = leaves * price;
        double loss = 0;
        for (int k = 0; k < merges.size(); k++) {
            loss += merges.get(k).loss();
            int clusters = leaves - k - 1;
            double cost = observations * loss + clusters * price;
            if (cost <= bestCost) {
                best = clusters;
                bestCost = cost;
            }
        }
        return best;
    }
}
