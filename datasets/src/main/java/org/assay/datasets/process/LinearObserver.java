package org.assay.datasets.process;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;

/**
 * The forward filter of a process of transition tensors (Rabiner 1989, for tokens on edges). Factors:
 * the hidden state where there are several and its belief is a law, the current token, then the factors of the hidden
 * state.
 */
final class LinearObserver implements Observer {
    /** Negative numbers and probabilities up to here are the rounding of an impossible token of a generalised model. */
    private static final double ROUNDING = 1e-14;

    private static final double NEGATIVE = -1e-10;

    private final String process;
    private final TransitionTensors model;
    private final boolean stochastic;
    private final boolean hidden;
    private final List<StateFactor> stateFactors;
    private final double[] right;
    private final Matrix emission;
    private final double[] start;
    private final double[] law;
    private double[] belief;
    private double[] spare;
    private int read;
    private int current;

    /** @param hidden whether the first factor is the hidden state */
    LinearObserver(String process, TransitionTensors model, boolean hidden, List<StateFactor> stateFactors) {
        this.process = process;
        this.model = model;
        this.stochastic = model.isStochastic();
        this.hidden = hidden;
        this.stateFactors = stateFactors;
        this.right = model.right();
        this.emission = model.emission();
        this.start = model.start();
        this.law = new double[emission.columns()];
        this.belief = new double[start.length];
        this.spare = new double[start.length];
        restart();
    }

    private LinearObserver(LinearObserver other) {
        this.process = other.process;
        this.model = other.model;
        this.stochastic = other.stochastic;
        this.hidden = other.hidden;
        this.stateFactors = other.stateFactors;
        this.right = other.right;
        this.emission = other.emission;
        this.start = other.start;
        this.law = new double[other.law.length];
        this.belief = other.belief.clone();
        this.spare = new double[other.spare.length];
        this.read = other.read;
        this.current = other.current;
    }

    @Override
    public void restart() {
        System.arraycopy(start, 0, belief, 0, start.length);
        read = 0;
        current = emission.columns();
    }

    @Override
    public int tokensRead() {
        return read;
    }

    @Override
    public void read(int token) {
        double[] tensor = model.tensor(token).values();
        int states = belief.length;
        Arrays.fill(spare, 0);
        for (int from = 0; from < states; from++) {
            double p = belief[from];
            if (p != 0) {
                int row = from * states;
                for (int to = 0; to < states; to++) {
                    spare[to] += p * tensor[row + to];
                }
            }
        }
        double sum = 0;
        for (int to = 0; to < states; to++) {
            sum += spare[to] * right[to];
        }
        if (!(sum > (stochastic ? 0 : ROUNDING))) {
            throw new IllegalArgumentException("process " + process + " cannot emit token '"
                    + model.vocabulary().token(token) + "' at position " + read);
        }
        for (int to = 0; to < states; to++) {
            spare[to] /= sum;
        }
        double[] swap = belief;
        belief = spare;
        spare = swap;
        current = token;
        read++;
    }

    @Override
    public void next(double[] into) {
        double[] table = emission.values();
        int tokens = emission.columns();
        for (int v = 0; v < tokens; v++) {
            double p = 0;
            for (int s = 0; s < belief.length; s++) {
                p += belief[s] * table[s * tokens + v];
            }
            into[v] = stochastic ? p : probability(p, v);
        }
    }

    private double probability(double p, int token) {
        if (!(p >= NEGATIVE)) {
            throw new ArithmeticException("process " + process + " gives token '"
                    + model.vocabulary().token(token) + "' the probability " + p + " after " + read + " tokens");
        }
        return p < ROUNDING ? 0 : p;
    }

    /** Writes the belief to {@code coordinates}, S. */
    void belief(double[] coordinates) {
        System.arraycopy(belief, 0, coordinates, 0, belief.length);
    }

    @Override
    public int draw(Draws draws) {
        next(law);
        return draws.nextIndex(law);
    }

    @Override
    public int emittingRule() {
        return -1;
    }

    @Override
    public int winningRule() {
        return -1;
    }

    @Override
    public void factor(int factor, double[] values) {
        int token = hidden ? 1 : 0;
        if (factor < token) {
            belief(values);
        } else if (factor == token) {
            Arrays.fill(values, 0);
            values[current] = 1;
        } else {
            stateFactors.get(factor - token - 1).marginal(belief, values);
        }
    }

    @Override
    public List<RuleReading> readings() {
        return List.of();
    }

    @Override
    public Observer copy() {
        return new LinearObserver(this);
    }
}
