package org.assay.datasets.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * All beliefs that can be held after some number of tokens, equal ones merged, each with the probability of the words
 * that lead to it: {@code h(L) = sum over beliefs b of level L of P(b) H[next | b]}.
 */
final class BeliefLevel {
    /** Far above the rounding of a filter, far below any difference that an entropy would show. */
    private static final double EQUAL = 1e-13;

    /** Below this a probability is the rounding of an impossible token. */
    private static final double IMPOSSIBLE = 1e-14;

    private final TransitionTensors model;
    private final List<double[]> beliefs;
    private final double[] weights;

    private BeliefLevel(TransitionTensors model, List<double[]> beliefs, double[] weights) {
        this.model = model;
        this.beliefs = beliefs;
        this.weights = weights;
    }

    /** Before any token. */
    static BeliefLevel first(TransitionTensors model) {
        return new BeliefLevel(model, List.of(model.start()), new double[] {1});
    }

    /** Before any token, but with the hidden state known: every state with its starting probability. */
    static BeliefLevel informed(TransitionTensors model) {
        double[] states = model.start();
        List<double[]> certain = new ArrayList<>();
        for (int s = 0; s < states.length; s++) {
            double[] belief = new double[states.length];
            belief[s] = 1;
            certain.add(belief);
        }
        return new BeliefLevel(model, certain, states);
    }

    int size() {
        return beliefs.size();
    }

    /** Size of the vocabulary: how many times larger the next level may be. */
    int tokens() {
        return model.vocabulary().size();
    }

    /** Mean entropy of the next token in nats. */
    double entropy() {
        double entropy = 0;
        for (int b = 0; b < beliefs.size(); b++) {
            if (weights[b] > 0) {
                entropy += weights[b] * Entropy.of(law(beliefs.get(b)));
            }
        }
        return entropy;
    }

    private double[] law(double[] belief) {
        Matrix emission = model.emission();
        double[] law = emission.leftTimes(belief);
        for (int v = 0; v < law.length; v++) {
            law[v] = law[v] < IMPOSSIBLE ? 0 : law[v];
        }
        return law;
    }

    /** After one more token. */
    BeliefLevel next() {
        BeliefIndex index = new BeliefIndex(EQUAL);
        double[] reached = new double[Math.max(16, beliefs.size())];
        for (int b = 0; b < beliefs.size(); b++) {
            double[] law = law(beliefs.get(b));
            for (int v = 0; v < law.length; v++) {
                double probability = weights[b] * law[v];
                if (probability > 0) {
                    double[] longer = model.step(beliefs.get(b), v);
                    double total = model.total(longer);
                    for (int s = 0; s < longer.length; s++) {
                        longer[s] /= total;
                    }
                    int at = index.find(longer);
                    at = at < 0 ? index.add(longer) : at;
                    if (at == reached.length) {
                        reached = Arrays.copyOf(reached, 2 * reached.length);
                    }
                    reached[at] += probability;
                }
            }
        }
        return new BeliefLevel(
                model, index.beliefs(), Arrays.copyOf(reached, index.beliefs().size()));
    }
}
