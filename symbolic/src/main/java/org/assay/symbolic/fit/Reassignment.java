package org.assay.symbolic.fit;

import java.util.Arrays;

/**
 * Classes made better by moving items: each goes to the class that costs it least,
 *
 * <pre>KL(law of the item || law of the class) + price x squared distance of their activations,</pre>
 *
 * classes become the means of what they hold, and again until nothing moves (Dhillon, Mallela and Kumar 2003). The total cost
 * falls in every round. Greedy merging never takes back a merge that later ones made unwise; this does.
 */
final class Reassignment {
    private static final int MOST_ROUNDS = 200;

    /** Moves that gain less than this are rounding. */
    private static final double LEAST_GAIN = 1e-12;

    private Reassignment() {}

    /**
     * @param classOf for each item its class, 0 .. classes - 1, each with a member of positive weight
     * @param activationPrice nats for a unit of squared distance
     * @return for each item its class; none becomes empty
     */
    static int[] of(Items items, int[] classOf, int classes, double activationPrice) {
        int[] now = classOf.clone();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Items means = items.grouped(now, classes);
            int[] next = new int[now.length];
            for (int i = 0; i < next.length; i++) {
                next[i] = cheapest(items, i, means, now[i], activationPrice);
            }
            if (Arrays.equals(next, now) || hasEmpty(items, next, classes)) {
                return now;
            }
            now = next;
        }
        return now;
    }

    /** The class that costs item i least, {@code own} among equals. */
    static int cheapest(Items items, int i, Items means, int own, double activationPrice) {
        int best = own;
        double least = cost(items, i, means, own, activationPrice) - LEAST_GAIN;
        for (int k = 0; k < means.size(); k++) {
            double cost = cost(items, i, means, k, activationPrice);
            if (cost < least) {
                least = cost;
                best = k;
            }
        }
        return best;
    }

    private static double cost(Items items, int i, Items means, int k, double activationPrice) {
        double nats = Information.crossEntropy(items.laws()[i], means.laws()[k]);
        double square = 0;
        for (int d = 0; activationPrice > 0 && d < items.points()[i].length; d++) {
            double difference = items.points()[i][d] - means.points()[k][d];
            square += difference * difference;
        }
        return nats + activationPrice * square;
    }

    private static boolean hasEmpty(Items items, int[] classOf, int classes) {
        double[] weights = new double[classes];
        for (int i = 0; i < classOf.length; i++) {
            weights[classOf[i]] += items.weights()[i];
        }
        return Arrays.stream(weights).anyMatch(weight -> weight <= 0);
    }
}
