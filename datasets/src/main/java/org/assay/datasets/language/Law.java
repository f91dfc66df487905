package org.assay.datasets.language;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;

/** A law over few of the tokens: their ids in rising order with probabilities that sum to 1. */
final class Law {
    private static final double SUM_TOLERANCE = 1e-5;

    private final int[] tokens;
    private final double[] probabilities;
    private final double[] cumulative;

    private Law(int[] tokens, double[] probabilities) {
        this.tokens = tokens;
        this.probabilities = probabilities;
        this.cumulative = probabilities.clone();
        for (int i = 1; i < cumulative.length; i++) {
            cumulative[i] += cumulative[i - 1];
        }
    }

    /** The tokens of positive weight, normalised; throws when the weights do not sum to 1 within 1e-5. */
    static Law of(double[] weights) {
        double sum = 0;
        int size = 0;
        for (double weight : weights) {
            sum += weight;
            size += weight > 0 ? 1 : 0;
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("the probabilities of a law must sum to 1, got " + sum);
        }
        int[] tokens = new int[size];
        double[] probabilities = new double[size];
        int i = 0;
        for (int token = 0; token < weights.length; token++) {
            if (weights[token] > 0) {
                tokens[i] = token;
                probabilities[i++] = weights[token] / sum;
            }
        }
        return new Law(tokens, probabilities);
    }

    /** One token for certain. */
    static Law certain(int token) {
        return new Law(new int[] {token}, new double[] {1});
    }

    /** Adds {@code share} times this law to {@code law[0 .. V-1]}. */
    void addTo(double[] law, double share) {
        for (int i = 0; i < tokens.length; i++) {
            law[tokens[i]] += share * probabilities[i];
        }
    }

    double probability(int token) {
        int at = Arrays.binarySearch(tokens, token);
        return at < 0 ? 0 : probabilities[at];
    }

    int draw(Draws draws) {
        if (tokens.length == 1) {
            return tokens[0];
        }
        int at = Arrays.binarySearch(cumulative, draws.nextDouble());
        return tokens[Math.min(at >= 0 ? at + 1 : -at - 1, tokens.length - 1)];
    }
}
