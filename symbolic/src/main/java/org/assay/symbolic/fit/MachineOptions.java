package org.assay.symbolic.fit;

import java.util.List;
import org.assay.datasets.origin.Seed;

/**
 * How labels are given to contexts.
 *
 * @param observations the number N of observed words at which what labels lose is weighed against their parameters, at least 2;
 *                     for a network see {@link #observationsWorth}
 * @param mostSteps    longest futures that are compared, 1 to 4
 * @param labels       how many labels, or 0 for as many as describe the futures best
 * @param mostItems    contexts are put together to so many before they are merged, 2 to 4000
 * @param activationShares values tried for the weight of activations against behaviour, as in {@link FitOptions}
 * @param splitDepth   for that trial, contexts that begin with the same tokens, this many, stay together; from 1
 * @param seed         of the start of k-means
 */
public record MachineOptions(
        double observations,
        int mostSteps,
        int labels,
        int mostItems,
        List<Double> activationShares,
        int splitDepth,
        Seed seed) {
    public MachineOptions {
        activationShares = List.copyOf(activationShares);
        require(observations >= 2 && observations < Double.POSITIVE_INFINITY, "observations", observations, "[2, inf)");
        require(mostSteps >= 1 && mostSteps <= 4, "mostSteps", mostSteps, "1..4");
        require(labels >= 0, "labels", labels, "0..");
        require(mostItems >= 2 && mostItems <= 4000, "mostItems", mostItems, "2..4000");
        require(!activationShares.isEmpty(), "number of activationShares", 0, "1..");
        activationShares.forEach(share -> require(share >= 0 && share < 1e6, "activationShares", share, "[0, 1e6)"));
        require(splitDepth >= 1, "splitDepth", splitDepth, "1..");
    }

    /** Futures of up to 3 tokens, behaviour alone, as many labels as the description length says. */
    public static MachineOptions of(double observations) {
        return new MachineOptions(observations, 3, 0, 400, List.of(0.0), 6, Seed.of(1));
    }

    /** The same with activations pooled in, if that describes held-out contexts better. */
    public MachineOptions pooled() {
        return new MachineOptions(
                observations, mostSteps, labels, mostItems, List.of(0.0, 0.1, 0.3, 1.0), splitDepth, seed);
    }

    /** The same with exactly {@code count} labels. */
    public MachineOptions withLabels(int count) {
        return new MachineOptions(observations, mostSteps, count, mostItems, activationShares, splitDepth, seed);
    }

    /**
     * The number of observations that a network is worth: a law estimated from n tokens is on average (V - 1) / 2n nats from the
     * true one, so a network that is {@code excess} nats from it knows no more than (V - 1) / (2 excess) tokens tell. Finer
     * differences between its laws are noise.
     *
     * @param excess mean KL(truth || network) in nats per token, positive
     */
    public static double observationsWorth(double excess, int vocabulary) {
        if (!(excess > 0)) {
            throw new IllegalArgumentException("the excess of a network must be positive, got " + excess);
        }
        return Math.max(2, (vocabulary - 1) / (2 * excess));
    }

    private static void require(boolean legal, String name, Object value, String range) {
        if (!legal) {
            throw new IllegalArgumentException("option " + name + " must lie in " + range + ", got " + value);
        }
    }
}
