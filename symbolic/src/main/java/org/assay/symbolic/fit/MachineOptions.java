package org.assay.symbolic.fit;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assay.datasets.origin.Seed;

/**
 * How labels are given to contexts.
 *
 * @param observations the nominal number N of observed tokens at which nats of program and nats of loss are weighed, at least 100
 * @param noise        mean KL(truth || model) in nats per token, 0 for a process itself: differences between laws that this
 *                     noise would make are no reason for two labels, see {@link #observationsWorth}
 * @param mostSteps    longest futures that are compared, 1 to 4
 * @param labels       how many labels, or 0 for as many as describe the futures best
 * @param mostItems    contexts are put together to so many before they are merged, 2 to 4000
 * @param activationShares values tried for the weight of activations against behaviour, as in {@link FitOptions}
 * @param splitDepth   for that trial, contexts that begin with the same tokens, this many, stay together; from 1
 * @param seed         of the start of k-means
 */
public record MachineOptions(
        double observations,
        double noise,
        int mostSteps,
        int labels,
        int mostItems,
        List<Double> activationShares,
        int splitDepth,
        Seed seed) {
    /** Numbers of labels that are tried grow by about this factor. */
    private static final double MORE = 1.4;

    /** Larger numbers are no longer tried when so many have made the description longer. */
    static final int WORSE = 4;

    public MachineOptions {
        activationShares = List.copyOf(activationShares);
        require(
                observations >= 100 && observations < Double.POSITIVE_INFINITY,
                "observations",
                observations,
                "[100, inf)");
        require(noise >= 0 && noise < Double.POSITIVE_INFINITY, "noise", noise, "[0, inf)");
        require(mostSteps >= 1 && mostSteps <= 4, "mostSteps", mostSteps, "1..4");
        require(labels >= 0, "labels", labels, "0..");
        require(mostItems >= 2 && mostItems <= 4000, "mostItems", mostItems, "2..4000");
        require(!activationShares.isEmpty(), "number of activationShares", 0, "1..");
        activationShares.forEach(share -> require(share >= 0 && share < 1e6, "activationShares", share, "[0, 1e6)"));
        require(splitDepth >= 1, "splitDepth", splitDepth, "1..");
    }

    /** Futures of up to 3 tokens, behaviour alone, no noise, as many labels as the description length says. */
    public static MachineOptions of(double observations) {
        return new MachineOptions(observations, 0, 3, 0, 400, List.of(0.0), 6, Seed.of(1));
    }

    /** For a network: with its noise, and its activations pooled in if that describes held-out contexts better. */
    public MachineOptions ofNetwork(double excess) {
        List<Double> shares = List.of(0.0, 0.1, 0.3, 1.0);
        return new MachineOptions(observations, excess, mostSteps, labels, mostItems, shares, splitDepth, seed);
    }

    /** The same with exactly {@code count} labels made from futures of up to {@code steps} tokens. */
    public MachineOptions withLabels(int count, int steps) {
        return new MachineOptions(observations, noise, steps, count, mostItems, activationShares, splitDepth, seed);
    }

    /**
     * The number of observations at which labels are told apart. A law of W words estimated from n of them is on average
     * (W - 1) / 2n nats from the true one, and futures of m tokens are m times as far off as one token. So a model that is
     * {@code noise} nats per token from the truth knows the laws of K labels as well as K (W - 1) / (2 m noise) observations
     * tell them, and never better than {@code observations}.
     *
     * @param count K
     * @param words W
     * @param steps m
     */
    public double observationsWorth(int count, int words, int steps) {
        double worth = noise == 0 ? observations : count * (words - 1) / (2 * steps * noise);
        return Math.max(2, Math.min(observations, worth));
    }

    /** As many labels as are asked for; else the largest number that is best at the observations that it is itself worth. */
    int labelsOf(Dendrogram dendrogram, int words, int steps) {
        if (labels > 0) {
            return Math.min(labels, dendrogram.leaves());
        }
        int count = dendrogram.leaves();
        while (true) {
            int best = dendrogram.bestClusters(observationsWorth(count, words, steps), words - 1);
            if (best >= count) {
                return count;
            }
            count = best;
        }
    }

    /** Numbers of labels to try where any number below {@code most} may be. */
    static SortedSet<Integer> counts(int most) {
        SortedSet<Integer> counts = new TreeSet<>(List.of(1));
        for (double count = 1; count < most; count = Math.max(count + 1, count * MORE)) {
            counts.add((int) count);
        }
        return counts;
    }

    private static void require(boolean legal, String name, Object value, String range) {
        if (!legal) {
            throw new IllegalArgumentException("option " + name + " must lie in " + range + ", got " + value);
        }
    }
}
