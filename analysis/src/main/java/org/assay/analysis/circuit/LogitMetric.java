package org.assay.analysis.circuit;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;

/** A number that is read off the logits of one context, and its derivative: what patching and attribution explain. */
public interface LogitMetric {

    /**
     * The number for context {@code pair}.
     *
     * @param logits V of them
     */
    double value(int pair, double[] logits);

    /** Its derivatives by the logits: V of them. */
    double[] gradient(int pair, double[] logits);

    /** Its degree as a polynomial of the logits; 0 when it is none. */
    int degree();

    /**
     * {@code logit[right] - logit[wrong]}, of degree 1.
     *
     * @param right the token in question, for every context
     * @param wrong the token that it is compared with
     */
    static LogitMetric difference(int[] right, int[] wrong) {
        if (right.length != wrong.length) {
            throw new IllegalArgumentException("a logit difference needs as many right tokens (" + right.length
                    + ") as wrong (" + wrong.length + ")");
        }
        return new LogitMetric() {
            @Override
            public double value(int pair, double[] logits) {
                return logits[right[pair]] - logits[wrong[pair]];
            }

            @Override
            public double[] gradient(int pair, double[] logits) {
                double[] gradient = new double[logits.length];
                gradient[right[pair]] += 1;
                gradient[wrong[pair]] -= 1;
                return gradient;
            }

            @Override
            public int degree() {
                return 1;
            }
        };
    }

    /** {@code ln softmax(logits)[token]}, in nats. */
    static LogitMetric logProbability(int... token) {
        return new LogitMetric() {
            @Override
            public double value(int pair, double[] logits) {
                return logits[token[pair]] - logSum(logits);
            }

            @Override
            public double[] gradient(int pair, double[] logits) {
                double sum = logSum(logits);
                double[] gradient = new double[logits.length];
                Arrays.setAll(gradient, v -> -Math.exp(logits[v] - sum));
                gradient[token[pair]] += 1;
                return gradient;
            }

            @Override
            public int degree() {
                return 0;
            }
        };
    }

    /**
     * {@code KL(law || softmax(logits))}, in nats: how far the network is from given laws, such as those of the process.
     *
     * @param laws one row for every context
     */
    static LogitMetric divergenceFrom(Matrix laws) {
        return new LogitMetric() {
            @Override
            public double value(int pair, double[] logits) {
                double sum = logSum(logits);
                double divergence = 0;
                for (int v = 0; v < logits.length; v++) {
                    double p = laws.get(pair, v);
                    divergence += p == 0 ? 0 : p * (Math.log(p) - logits[v] + sum);
                }
                return divergence;
            }

            @Override
            public double[] gradient(int pair, double[] logits) {
                double sum = logSum(logits);
                double[] gradient = new double[logits.length];
                Arrays.setAll(gradient, v -> Math.exp(logits[v] - sum) - laws.get(pair, v));
                return gradient;
            }

            @Override
            public int degree() {
                return 0;
            }
        };
    }

    private static double logSum(double[] logits) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        return largest
                + Math.log(Arrays.stream(logits)
                        .map(logit -> Math.exp(logit - largest))
                        .sum());
    }
}
