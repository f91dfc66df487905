package org.assay.datasets.language;

import org.assay.datasets.origin.Draws;

/** The law of the next token as a mixture: rules with their shares, which sum to 1, and their own laws. */
final class Parts {
    private final int[] rule;
    private final double[] share;
    private final Law[] law;
    private int size;

    Parts(int most) {
        rule = new int[most];
        share = new double[most];
        law = new Law[most];
    }

    void clear() {
        size = 0;
    }

    void add(int itsRule, double itsShare, Law itsLaw) {
        rule[size] = itsRule;
        share[size] = itsShare;
        law[size++] = itsLaw;
    }

    int rule(int part) {
        return rule[part];
    }

    Law law(int part) {
        return law[part];
    }

    /** Adds the law of the mixture to {@code into}. */
    void addTo(double[] into) {
        for (int i = 0; i < size; i++) {
            law[i].addTo(into, share[i]);
        }
    }

    /** The share of {@code itsRule}. */
    double share(int itsRule) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += rule[i] == itsRule ? share[i] : 0;
        }
        return sum;
    }

    /** Adds the share of {@code itsRule} times its law to {@code into}. */
    void addTo(double[] into, int itsRule) {
        for (int i = 0; i < size; i++) {
            if (rule[i] == itsRule) {
                law[i].addTo(into, share[i]);
            }
        }
    }

    /** A part by the shares. */
    int draw(Draws draws) {
        int part = 0;
        if (size > 1) {
            double u = draws.nextDouble() - share[0];
            while (u >= 0 && part < size - 1) {
                u -= share[++part];
            }
        }
        return part;
    }

    /** A part by its share in {@code token}, which has positive probability. */
    int draw(Draws draws, int token) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += share[i] * law[i].probability(token);
        }
        double u = draws.nextDouble() * sum;
        int last = 0;
        for (int i = 0; i < size; i++) {
            double mass = share[i] * law[i].probability(token);
            if (mass > 0) {
                last = i;
                u -= mass;
                if (u < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
