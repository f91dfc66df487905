package org.assay.symbolic.fit.rule;

/**
 * What writing things down costs, in nats, for a vocabulary of V tokens at N observations: a token ln V, a probability (1/2) ln N.
 */
record Price(int vocabulary, double observations) {
    double token() {
        return StrictMath.log(vocabulary);
    }

    double probability() {
        return StrictMath.log(observations) / 2;
    }

    /** Tokens with their probabilities. */
    double law(int tokens) {
        return tokens * (token() + probability());
    }

    /** A rule with a condition on so many tokens or groups, a distance and a weight, without its law. */
    double condition(int tokens) {
        return (tokens + 1) * token() + probability();
    }

    /** The law {@code p}: the likeliest tokens that together leave no more than they cost, each with its probability. */
    double law(double[] p, double mass) {
        double[] sorted = p.clone();
        java.util.Arrays.sort(sorted);
        int tokens = 0;
        for (int v = sorted.length - 1; v >= 0; v--) {
            if (observations * mass * sorted[v] > token() + probability()) {
                tokens++;
            }
        }
        return law(Math.max(1, tokens));
    }
}
