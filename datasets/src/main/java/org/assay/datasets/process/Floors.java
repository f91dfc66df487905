package org.assay.datasets.process;

import java.util.OptionalDouble;

/**
 * The Bayes loss of a process in nats: {@code floors[L]} is the loss of token L+1 given L tokens, h(L). It falls with L when
 * the process starts stationary and need not otherwise.
 *
 * @param values          h(0), h(1), ...
 * @param error           standard error of the values, 0 where they are exact
 * @param entropyRate     limit of h(L), when known
 * @param entropyRateNote why there is no rate, or how it was obtained
 */
public record Floors(double[] values, double error, OptionalDouble entropyRate, String entropyRateNote) {
    /** Mean of h(from) .. h(to - 1): the floor of a loss that averages over targets with that many tokens before them. */
    public double mean(int from, int to) {
        double sum = 0;
        for (int length = from; length < to; length++) {
            sum += values[length];
        }
        return sum / (to - from);
    }
}
