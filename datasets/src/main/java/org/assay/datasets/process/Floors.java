package org.assay.datasets.process;

import java.util.OptionalDouble;

/**
 * The Bayes loss of a process in nats: {@code floors[L]} is the loss of token L+1 given L tokens, h(L). It falls with L when
 * the process starts stationary and need not otherwise.
 *
 * @param values          h(0), h(1), ...
 * @param error           the greatest standard error of the values, or bound on their error; 0 = all are exact
 * @param entropyRate     limit of h(L), when known
 * @param entropyRateNote why there is no rate, or how it was obtained
 */
public record Floors(double[] values, double error, OptionalDouble entropyRate, String entropyRateNote) {
    public Floors {
        for (int length = 0; length < values.length; length++) {
            if (!(values[length] >= 0) || Double.isInfinite(values[length])) {
                throw new ArithmeticException("floor h(" + length + ") is " + values[length]);
            }
        }
        if (values.length == 0 || !(error >= 0)) {
            throw new IllegalArgumentException(
                    "floors need h(0) and an error, got " + values.length + " values and error " + error);
        }
    }

    /** Mean of h(from) .. h(to - 1): the floor of a loss that averages over targets with that many tokens before them. */
    public double mean(int from, int to) {
        if (!(0 <= from && from < to && to <= values.length)) {
            throw new IllegalArgumentException(
                    "mean of floors h(" + from + ") .. h(" + (to - 1) + ") wanted, there are " + values.length);
        }
        double sum = 0;
        for (int length = from; length < to; length++) {
            sum += values[length];
        }
        return sum / (to - from);
    }
}
