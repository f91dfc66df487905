package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * Agglomerative merging: join the two clusters that cost least, until one is left. The cost of a pair is what is lost in nats per
 * token (see {@link Information#mergingLoss}) plus a multiple of Ward's cost of their activations. The first pair in the order of
 * clusters is taken among equals. Time grows with the square of the number of items, times the vocabulary.
 */
final class Merging {
    private final double activationPrice;
    private final double[] weights;
    private final double[][] laws;
    private final double[][] points;
    private final int[] id;
    private final double[][] cost;
    private final int[] nearest;
    private int alive;

    private Merging(Items items, double activationPrice) {
        int n = items.size();
        this.activationPrice = activationPrice;
        this.weights = items.weights().clone();
        this.laws = items.laws().clone();
        this.points = items.points().clone();
        this.id = new int[n];
        this.cost = new double[n][];
        this.nearest = new int[n];
        this.alive = n;
        for (int i = 0; i < n; i++) {
            id[i] = i;
            cost[i] = new double[i];
            for (int j = 0; j < i; j++) {
                cost[i][j] = pairCost(i, j);
            }
        }
        for (int i = 1; i < n; i++) {
            findNearest(i);
        }
    }

    /** @param activationShare 0 = behaviour only, 1 = activations weigh as much as behaviour, over the whole merging */
    static Dendrogram of(Items items, double activationShare) {
        Merging merging = new Merging(items, activationPrice(items, activationShare));
        List<Dendrogram.Merge> merges = new ArrayList<>();
        while (merging.alive > 1) {
            merges.add(merging.joinCheapest(items.size() + merges.size()));
        }
        return new Dendrogram(items.size(), merges);
    }

    /** Nats for a unit of Ward's cost. */
    static double activationPrice(Items items, double activationShare) {
        return activationShare == 0 ? 0 : activationShare * scale(items);
    }

    /** Nats per unit of Ward's cost that give both the same total over the whole merging. */
    private static double scale(Items items) {
        Items all = items.grouped(new int[items.size()], 1);
        double loss = 0;
        double ward = 0;
        for (int i = 0; i < items.size(); i++) {
            double w = items.weights()[i];
            if (w > 0) {
                loss += w
                        * (Information.crossEntropy(items.laws()[i], all.laws()[0])
                                - Information.entropy(items.laws()[i]));
                for (int d = 0; d < all.points()[0].length; d++) {
                    double difference = items.points()[i][d] - all.points()[0][d];
                    ward += w * difference * difference;
                }
            }
        }
        return ward > 0 ? loss / ward : 0;
    }

    private double pairCost(int i, int j) {
        double loss = Information.mergingLoss(weights[i], laws[i], weights[j], laws[j]);
        if (activationPrice == 0) {
            return loss;
        }
        return loss + activationPrice * Information.wardLoss(weights[i], points[i], weights[j], points[j]);
    }

    /** The cheapest partner of i among the clusters before it. */
    private void findNearest(int i) {
        int best = -1;
        for (int j = 0; j < i; j++) {
            if (weights[j] >= 0 && (best < 0 || cost[i][j] < cost[i][best])) {
                best = j;
            }
        }
        nearest[i] = best;
    }

    private Dendrogram.Merge joinCheapest(int newId) {
        int right = -1;
        for (int i = 1; i < id.length; i++) {
            if (weights[i] >= 0
                    && nearest[i] >= 0
                    && (right < 0 || cost[i][nearest[i]] < cost[right][nearest[right]])) {
                right = i;
            }
        }
        int left = nearest[right];
        Dendrogram.Merge merge = new Dendrogram.Merge(
                Math.min(id[left], id[right]),
                Math.max(id[left], id[right]),
                Information.mergingLoss(weights[left], laws[left], weights[right], laws[right]),
                Information.wardLoss(weights[left], points[left], weights[right], points[right]));
        join(left, right, newId);
        return merge;
    }

    /** The union takes the place of {@code left}; {@code right} is marked as gone by a negative weight. */
    private void join(int left, int right, int newId) {
        double total = weights[left] + weights[right];
        if (total > 0) {
            laws[left] = mean(laws[left], weights[left], laws[right], weights[right]);
            points[left] = mean(points[left], weights[left], points[right], weights[right]);
        }
        weights[left] = total;
        weights[right] = -1;
        id[left] = newId;
        alive--;
        for (int i = 0; i < id.length; i++) {
            if (weights[i] < 0 || i == left) {
                continue;
            }
            int high = Math.max(i, left);
            int low = Math.min(i, left);
            cost[high][low] = pairCost(high, low);
        }
        for (int i = 1; i < id.length; i++) {
            if (weights[i] < 0) {
                continue;
            }
            if (i == left || nearest[i] == left || nearest[i] == right) {
                findNearest(i);
            } else if (i > left && (nearest[i] < 0 || isCloser(i, left))) {
                nearest[i] = left;
            }
        }
    }

    private boolean isCloser(int i, int candidate) {
        double difference = cost[i][candidate] - cost[i][nearest[i]];
        return difference < 0 || difference == 0 && candidate < nearest[i];
    }

    private static double[] mean(double[] a, double wa, double[] b, double wb) {
        double[] mean = new double[a.length];
        for (int v = 0; v < a.length; v++) {
            mean[v] = (wa * a[v] + wb * b[v]) / (wa + wb);
        }
        return mean;
    }
}
