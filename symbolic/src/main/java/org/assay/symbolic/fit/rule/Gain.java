package org.assay.symbolic.fit.rule;

import java.util.Arrays;

/**
 * What one more rule would save: at rows where it holds, p becomes (1 - s) p + s P, with the share s and the law P that explain the
 * network best.
 *
 * @param nats  N x the loss that is saved
 * @param share s
 * @param law   P; null for a rule that copies
 */
record Gain(double nats, double share, double[] law) {
    private static final int ROUNDS = 6;

    /** A law that is one of the rows', fitted by expectation maximisation from what exceeds the typical ratio of q to p. */
    static Gain ofLaw(Evidence evidence, double[] p, int[] rows, double observations) {
        int vocabulary = evidence.vocabulary;
        double[] wanted = new double[vocabulary];
        double[] given = new double[vocabulary];
        for (int row : rows) {
            for (int v = 0; v < vocabulary; v++) {
                wanted[v] += evidence.weights[row] * evidence.q[row * vocabulary + v];
                given[v] += evidence.weights[row] * p[row * vocabulary + v];
            }
        }
        double kept = Math.min(1, typicalRatio(wanted, given));
        double[] law = new double[vocabulary];
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            law[v] = Math.max(0, wanted[v] - kept * given[v]);
            sum += law[v];
        }
        double mass = Arrays.stream(wanted).sum();
        if (!(sum > 0)) {
            return new Gain(0, 0, law);
        }
        double share = Math.min(0.999, sum / mass);
        for (int v = 0; v < vocabulary; v++) {
            law[v] /= sum;
        }
        double saved = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            double[] next = new double[vocabulary];
            double emitted = 0;
            saved = 0;
            for (int row : rows) {
                for (int v = 0; v < vocabulary; v++) {
                    int i = row * vocabulary + v;
                    double q = evidence.weights[row] * evidence.q[i];
                    if (q > 0) {
                        double mixed = (1 - share) * p[i] + share * law[v];
                        double its = q * share * law[v] / mixed;
                        next[v] += its;
                        emitted += its;
                        saved += q * Math.log(mixed / p[i]);
                    }
                }
            }
            if (round < ROUNDS && emitted > 0) {
                share = Math.min(0.9999, emitted / mass);
                for (int v = 0; v < vocabulary; v++) {
                    law[v] = next[v] / emitted;
                }
            }
        }
        return new Gain(observations * saved, share, law);
    }

    /** The median of wanted / given, each token counting by what is given: what a rule leaves of the law below it. */
    static double typicalRatio(double[] wanted, double[] given) {
        double total = Arrays.stream(given).sum();
        Integer[] order = new Integer[wanted.length];
        Arrays.setAll(order, v -> v);
        double[] ratio = new double[wanted.length];
        for (int v = 0; v < ratio.length; v++) {
            ratio[v] = given[v] > 0 ? wanted[v] / given[v] : Double.POSITIVE_INFINITY;
        }
        Arrays.sort(order, (a, b) -> Double.compare(ratio[a], ratio[b]));
        double seen = 0;
        for (int v : order) {
            seen += given[v];
            if (2 * seen >= total) {
                return ratio[v];
            }
        }
        return 1;
    }

    /** A rule that copies {@code tokens[i]} at {@code rows[i]}. */
    static Gain ofCopy(Evidence evidence, double[] p, int[] rows, int[] tokens, double observations) {
        int vocabulary = evidence.vocabulary;
        double share = 0.5;
        double saved = 0;
        double mass = 0;
        for (int row : rows) {
            mass += evidence.weights[row];
        }
        for (int round = 0; round <= 2 * ROUNDS && mass > 0; round++) {
            double emitted = 0;
            saved = 0;
            for (int k = 0; k < rows.length; k++) {
                int i = rows[k] * vocabulary + tokens[k];
                double mixed = (1 - share) * p[i] + share;
                double q = evidence.q[i];
                emitted += evidence.weights[rows[k]] * q * share / mixed;
                saved += evidence.weights[rows[k]] * (q * Math.log(mixed / p[i]) + (1 - q) * Math.log(1 - share));
            }
            if (round < 2 * ROUNDS) {
                share = Math.min(0.9999, emitted / mass);
            }
        }
        return new Gain(observations * saved, share, null);
    }
}
