package org.assay.datasets.process;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A process as linear algebra: {@code P(x1 .. xn) = start T[x1] .. T[xn] right}. With stochastic tensors and right = 1
 * it is a hidden Markov model with tokens on edges; with real ones a generalised hidden Markov model (Upper 1997;
 * the observable operators of Jaeger 2000). A belief b is a row vector with {@code b right = 1};
 * {@code p(v | b) = b T[v] right} and {@code b' = b T[v] / p(v | b)}.
 *
 * <p>Coordinates are a gauge: {@code T -> G^-1 T G, start -> start G, right -> G^-1 right} changes no probability.
 */
public final class TransitionTensors {
    private static final double TOLERANCE = 1e-12;

    private final Vocabulary vocabulary;
    private final List<String> states;
    private final List<Matrix> tensors;
    private final double[] start;
    private final double[] right;
    private final Matrix emission;

    private TransitionTensors(
            Vocabulary vocabulary, List<String> states, List<Matrix> tensors, double[] start, double[] right) {
        this.vocabulary = vocabulary;
        this.states = List.copyOf(states);
        this.tensors = List.copyOf(tensors);
        this.start = start.clone();
        this.right = right.clone();
        this.emission = emissionOf();
    }

    /**
     * @param states  names of the S states, or of the S coordinates
     * @param tensors one S x S matrix per token, in the order of the vocabulary; not copied, not to be changed
     * @param start   belief before any token, S; {@code start right = 1}
     * @param right   what is summed over at the end, S; all ones for a hidden Markov model
     */
    public static TransitionTensors of(
            Vocabulary vocabulary, List<String> states, List<Matrix> tensors, double[] start, double[] right) {
        int size = states.size();
        if (tensors.size() != vocabulary.size() || start.length != size || right.length != size) {
            throw new IllegalArgumentException("a model of " + vocabulary.size() + " tokens and " + size
                    + " states has " + tensors.size() + " tensors, " + start.length + " starting and " + right.length
                    + " final entries");
        }
        for (int v = 0; v < tensors.size(); v++) {
            requireTensor(tensors.get(v), size, vocabulary.token(v));
        }
        double total = 0;
        for (int s = 0; s < size; s++) {
            total += start[s] * right[s];
        }
        if (!(Math.abs(total - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("the starting belief has the total " + total + ", not 1");
        }
        return new TransitionTensors(vocabulary, states, tensors, start, right);
    }

    /** A hidden Markov model: stochastic tensors, right = 1. What leaves a state must have probability 1. */
    public static TransitionTensors stochastic(
            Vocabulary vocabulary, List<String> states, List<Matrix> tensors, double[] start) {
        double[] right = new double[states.size()];
        Arrays.fill(right, 1);
        for (double p : start) {
            if (!(p >= 0)) {
                throw new IllegalArgumentException("a starting belief holds the probability " + p);
            }
        }
        TransitionTensors model = of(vocabulary, states, tensors, start, right);
        requireStochastic(vocabulary, states, tensors);
        return model;
    }

    /** A hidden Markov model that starts from its one stationary law. */
    public static TransitionTensors stationary(Vocabulary vocabulary, List<String> states, List<Matrix> tensors) {
        if (tensors.size() != vocabulary.size()) {
            throw new IllegalArgumentException(
                    "a model of " + vocabulary.size() + " tokens has " + tensors.size() + " tensors");
        }
        for (int v = 0; v < tensors.size(); v++) {
            requireTensor(tensors.get(v), states.size(), vocabulary.token(v));
        }
        requireStochastic(vocabulary, states, tensors);
        return stochastic(vocabulary, states, tensors, StationaryLaw.of(sum(tensors, states.size())));
    }

    private static void requireTensor(Matrix tensor, int size, String token) {
        if (tensor.rows() != size || tensor.columns() != size) {
            throw new IllegalArgumentException(
                    "tensor of token " + token + " is " + tensor + ", wanted " + size + " x " + size);
        }
        for (double entry : tensor.values()) {
            if (!Double.isFinite(entry)) {
                throw new IllegalArgumentException("tensor of token " + token + " has the entry " + entry);
            }
        }
    }

    private static void requireStochastic(Vocabulary vocabulary, List<String> states, List<Matrix> tensors) {
        for (int v = 0; v < tensors.size(); v++) {
            for (double p : tensors.get(v).values()) {
                if (!(p >= 0 && p <= 1)) {
                    throw new IllegalArgumentException(
                            "tensor of token " + vocabulary.token(v) + " has the entry " + p + " outside [0, 1]");
                }
            }
        }
        Matrix transitions = sum(tensors, states.size());
        for (int s = 0; s < states.size(); s++) {
            double total = Arrays.stream(transitions.row(s)).sum();
            if (!(Math.abs(total - 1) <= TOLERANCE)) {
                throw new IllegalArgumentException(
                        "what leaves state " + states.get(s) + " has probability " + total + ", not 1");
            }
        }
    }

    private static Matrix sum(List<Matrix> tensors, int size) {
        Matrix sum = Matrix.zeros(size, size);
        for (Matrix tensor : tensors) {
            for (int i = 0; i < sum.values().length; i++) {
                sum.values()[i] += tensor.values()[i];
            }
        }
        return sum;
    }

    private Matrix emissionOf() {
        Matrix table = Matrix.zeros(states.size(), tensors.size());
        for (int v = 0; v < tensors.size(); v++) {
            for (int s = 0; s < states.size(); s++) {
                double p = 0;
                for (int to = 0; to < states.size(); to++) {
                    p += tensors.get(v).get(s, to) * right[to];
                }
                table.set(s, v, p);
            }
        }
        return table;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public List<String> states() {
        return states;
    }

    /** Number of states S. */
    public int size() {
        return states.size();
    }

    /** {@code T[token]}, S x S; not a copy. */
    public Matrix tensor(int token) {
        return tensors.get(token);
    }

    public List<Matrix> tensors() {
        return tensors;
    }

    /** The belief before any token, a copy. */
    public double[] start() {
        return start.clone();
    }

    /** What is summed over at the end, a copy. */
    public double[] right() {
        return right.clone();
    }

    /** S x V: {@code T[v] right}, the law of the token that a state emits; not a copy. */
    public Matrix emission() {
        return emission;
    }

    /** S x S: the sum of all tensors. */
    public Matrix transitions() {
        return sum(tensors, states.size());
    }

    /** True when the model is a hidden Markov model: no negative entry, right = 1. */
    public boolean isStochastic() {
        return Arrays.stream(right).allMatch(r -> r == 1)
                && tensors.stream().allMatch(t -> Arrays.stream(t.values()).allMatch(p -> p >= 0));
    }

    /** True when one token more does not move the starting belief. */
    public boolean isStationary() {
        double[] moved = transitions().leftTimes(start);
        for (int s = 0; s < start.length; s++) {
            if (!(Math.abs(moved[s] - start[s]) <= TOLERANCE * Math.max(1, Math.abs(start[s])))) {
                return false;
            }
        }
        return true;
    }

    /** True when state and token determine the next state. */
    public boolean isUnifilar() {
        for (Matrix tensor : tensors) {
            for (int s = 0; s < size(); s++) {
                if (Arrays.stream(tensor.row(s)).filter(p -> p != 0).count() > 1) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The same tensors from another starting belief. */
    public TransitionTensors startingFrom(double[] belief) {
        return of(vocabulary, states, tensors, belief, right);
    }

    /** {@code b T[token]}, not normalised. */
    public double[] step(double[] belief, int token) {
        return tensors.get(token).leftTimes(belief);
    }

    /** {@code b right}: 1 for a belief, the probability of a token for {@code b T[token]}. */
    public double total(double[] belief) {
        double total = 0;
        for (int s = 0; s < belief.length; s++) {
            total += belief[s] * right[s];
        }
        return total;
    }

    /** {@code P(x1 .. xn)} of a word of token ids. */
    public double probability(int... word) {
        double[] belief = start.clone();
        for (int token : word) {
            belief = step(belief, token);
        }
        return total(belief);
    }
}
