package org.assay.datasets.process;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;

/** The forward filter of a hidden Markov process (Rabiner 1989, section III.A, for tokens on edges). */
final class HiddenMarkovObserver implements Observer {
    private final HiddenMarkovProcess process;
    private final Matrix emission;
    private final double[] start;
    private final double[] law;
    private double[] belief;
    private double[] spare;
    private int read;
    private int current;

    /**
     * @param emission S x V, the law of the token that each state emits
     * @param start    belief before any token, S; not changed
     */
    HiddenMarkovObserver(HiddenMarkovProcess process, Matrix emission, double[] start) {
        this.process = process;
        this.emission = emission;
        this.start = start;
        this.law = new double[emission.columns()];
        this.belief = new double[start.length];
        this.spare = new double[start.length];
        restart();
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
        double[] tensor = process.tensor(token).values();
        int states = belief.length;
        double sum = 0;
        for (int to = 0; to < states; to++) {
            double p = 0;
            for (int from = 0; from < states; from++) {
                p += belief[from] * tensor[from * states + to];
            }
            spare[to] = p;
            sum += p;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("process " + process.name() + " cannot emit token '"
                    + process.vocabulary().token(token) + "' at position " + read);
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
            into[v] = p;
        }
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
        if (factor == HiddenMarkovProcess.HIDDEN_STATE) {
            System.arraycopy(belief, 0, values, 0, belief.length);
        } else {
            Arrays.fill(values, 0);
            values[current] = 1;
        }
    }

    @Override
    public List<RuleReading> readings() {
        return List.of();
    }

    @Override
    public Observer copy() {
        HiddenMarkovObserver copy = new HiddenMarkovObserver(process, emission, start);
        System.arraycopy(belief, 0, copy.belief, 0, belief.length);
        copy.read = read;
        copy.current = current;
        return copy;
    }
}
