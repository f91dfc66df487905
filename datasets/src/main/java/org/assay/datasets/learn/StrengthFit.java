package org.assay.datasets.learn;

import java.util.Arrays;

/**
 * How often a rule emits whose outcome is known at every target: the strength s of greatest likelihood
 * {@code sum over hits of ln(s + (1 - s) p) + misses ln(1 - s)}, p what the rules below give the hit. Concave in s, so the zero of
 * the slope is found by halving. A strength of 1 leaves misses to the noise and costs no number.
 */
record StrengthFit(double strength, double gain, double price) {
    static final StrengthFit NONE = new StrengthFit(1, 0, Double.POSITIVE_INFINITY);
    private static final double LEAST = 1e-6;
    private static final int HALVINGS = 40;

    /** Hits with their weight and what the rules below gave them, misses by weight. */
    static final class Sample {
        private double[] weights = new double[64];
        private double[] below = new double[64];
        private int hits;
        private double hit;
        private double missed;
        private double missedLog;

        void add(boolean isHit, double weight, double probability) {
            if (weight <= 0) {
                return;
            }
            if (!isHit) {
                missed += weight;
                missedLog += weight * Math.log(probability);
                return;
            }
            if (hits == weights.length) {
                weights = Arrays.copyOf(weights, 2 * hits);
                below = Arrays.copyOf(below, 2 * hits);
            }
            weights[hits] = weight;
            below[hits++] = probability;
            hit += weight;
        }

        private double slope(double s) {
            double slope = -missed / (1 - s);
            for (int k = 0; k < hits; k++) {
                slope += weights[k] * (1 - below[k]) / (s + (1 - s) * below[k]);
            }
            return slope;
        }

        private double gain(double s) {
            double gain = missed == 0 ? 0 : missed * Math.log(1 - s);
            for (int k = 0; k < hits; k++) {
                gain += weights[k] * Math.log(s / below[k] + 1 - s);
            }
            return gain;
        }
    }

    /** @param real price of a strength below 1 */
    static StrengthFit of(Sample sample, double floor, double price, double real) {
        double n = sample.hit + sample.missed;
        if (sample.hits == 0 || n < 2 || sample.slope(0) <= 0) {
            return NONE;
        }
        double certain = 0;
        for (int k = 0; k < sample.hits; k++) {
            certain -= sample.weights[k] * Math.log(sample.below[k]);
        }
        certain += sample.missed < LEAST * n ? 0 : sample.missed * Math.log(floor) - sample.missedLog;
        double low = 0;
        double high = 1;
        for (int k = 0; k < HALVINGS; k++) {
            double middle = (low + high) / 2;
            if (sample.slope(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double uncertain = low < 1 - LEAST ? sample.gain(low) : Double.NEGATIVE_INFINITY;
        return certain >= uncertain - real
                ? new StrengthFit(1, certain, price)
                : new StrengthFit(low, uncertain, price + real);
    }

    /** As a row of one outcome. */
    EmissionFit asEmission(int outcome) {
        return new EmissionFit(new int[] {outcome}, new double[] {1}, strength, gain, price);
    }
}
