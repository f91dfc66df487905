package org.assay.analysis.circuit.role;

import java.util.Arrays;

/** Divergence of two laws that are given by their logits, finite however sharp they are. */
final class LogLaw {
    private LogLaw() {}

    /** KL(softmax(first) || softmax(second)), nats. */
    static double divergence(double[] first, double[] second) {
        double sum = 0;
        double left = logSum(first);
        double right = logSum(second);
        for (int token = 0; token < first.length; token++) {
            double log = first[token] - left;
            sum += Math.exp(log) * (log - second[token] + right);
        }
        return Math.max(0, sum);
    }

    private static double logSum(double... logits) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        return largest
                + Math.log(Arrays.stream(logits)
                        .map(logit -> Math.exp(logit - largest))
                        .sum());
    }
}
