package org.assay.datasets.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A hidden Markov process as transition tensors: {@code T[v](i, j) = P(emit v, go to j | at i)}, S x S for each token, their
 * sum row-stochastic. A belief is a row vector; the observer filters {@code b' = b T[v] / (b T[v] 1)} and predicts
 * {@code p(v) = b T[v] 1}, and starts from the stationary law (Rabiner 1989, section III.A, with tokens on
 * edges; Shai et al. 2024, section 2.1).
 */
public final class HiddenMarkovProcess extends ObservedProcess {
    private static final double SUM_TOLERANCE = 1e-12;
    private static final double BELIEF_TOLERANCE = 1e-6;
    static final int HIDDEN_STATE = 0;

    private final List<Matrix> tensors;
    private final Matrix emission;
    private final double[] start;

    private HiddenMarkovProcess(
            String name, String source, Vocabulary vocabulary, List<String> states, List<Matrix> tensors) {
        super(
                name,
                "hidden-markov",
                source,
                vocabulary,
                factorsOf(vocabulary, states),
                OptionalInt.of(HIDDEN_STATE),
                List.of());
        this.tensors = List.copyOf(tensors);
        this.emission = emissionOf(tensors, states.size());
        this.start = StationaryLaw.of(transitionsOf(tensors, states.size()));
    }

    /**
     * The process that starts from its stationary law.
     *
     * @param states  names of the S hidden states
     * @param tensors one S x S matrix per token, in the order of the vocabulary; copied by reference, not to be changed
     */
    public static HiddenMarkovProcess stationary(
            String name, String source, Vocabulary vocabulary, List<String> states, List<Matrix> tensors) {
        if (tensors.size() != vocabulary.size()) {
            throw new IllegalArgumentException(
                    "process " + name + " has " + vocabulary.size() + " tokens but " + tensors.size() + " tensors");
        }
        for (int token = 0; token < tensors.size(); token++) {
            requireTensor(name, tensors.get(token), states.size(), vocabulary.token(token));
        }
        Matrix transitions = transitionsOf(tensors, states.size());
        for (int state = 0; state < states.size(); state++) {
            double sum = 0;
            for (double p : transitions.row(state)) {
                sum += p;
            }
            if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw new IllegalArgumentException("process " + name + ": what leaves state " + states.get(state)
                        + " has probability " + sum + ", not 1");
            }
        }
        return new HiddenMarkovProcess(name, source, vocabulary, states, tensors);
    }

    @Override
    public ContentHash id() {
        ContentHash.Builder builder = new ContentHash.Builder()
                .add(kind())
                .add(name())
                .add(String.join(" ", vocabulary().tokens()));
        tensors.forEach(tensor -> builder.add(tensor.values()));
        return builder.build();
    }

    private static void requireTensor(String name, Matrix tensor, int states, String token) {
        if (tensor.rows() != states || tensor.columns() != states) {
            throw new IllegalArgumentException("process " + name + ": tensor of token " + token + " is " + tensor
                    + ", wanted " + states + " x " + states);
        }
        for (double p : tensor.values()) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException(
                        "process " + name + ": tensor of token " + token + " has the entry " + p + " outside [0, 1]");
            }
        }
    }

    private static List<Factor> factorsOf(Vocabulary vocabulary, List<String> states) {
        List<String> tokens = new ArrayList<>(vocabulary.tokens());
        tokens.add("none");
        return List.of(new Factor("hidden-state", states, true), new Factor("current-token", tokens, false));
    }

    /** S x S: the chain of hidden states, whatever is emitted. */
    private static Matrix transitionsOf(List<Matrix> tensors, int states) {
        Matrix sum = Matrix.zeros(states, states);
        for (Matrix tensor : tensors) {
            for (int i = 0; i < sum.values().length; i++) {
                sum.values()[i] += tensor.values()[i];
            }
        }
        return sum;
    }

    /** S x V: the law of the token that a state emits. */
    private static Matrix emissionOf(List<Matrix> tensors, int states) {
        Matrix emission = Matrix.zeros(states, tensors.size());
        for (int v = 0; v < tensors.size(); v++) {
            for (int s = 0; s < states; s++) {
                double sum = 0;
                for (double p : tensors.get(v).row(s)) {
                    sum += p;
                }
                emission.set(s, v, sum);
            }
        }
        return emission;
    }

    /** The stationary law of the hidden states, a copy. */
    public double[] stationaryBelief() {
        return start.clone();
    }

    /** {@code T[token]}, S x S; not a copy. */
    public Matrix tensor(int token) {
        return tensors.get(token);
    }

    @Override
    public Observer observer() {
        return new HiddenMarkovObserver(this, emission, start);
    }

    /**
     * The exact law when the belief at a row is another one: the interchange target. Accepts replacement of the whole belief
     * at {@code belief} (or its factor), rows of the replacement being laws over the hidden states within 1e-6.
     */
    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        if (factorAt(intervention.site()) != HIDDEN_STATE
                || intervention.basis().isPresent()) {
            throw new IllegalArgumentException(
                    "process " + name() + " can be edited at its belief alone, and only as a whole");
        }
        Matrix beliefs = intervention.replacement();
        if (beliefs.rows() != contexts.rows() || beliefs.columns() != start.length) {
            throw new IllegalArgumentException("replacement of " + contexts.rows() + " beliefs over " + start.length
                    + " states wanted, got " + beliefs);
        }
        for (int row = 0; row < beliefs.rows(); row++) {
            requireBelief(beliefs.row(row), row);
        }
        return new NextTokenTable(contexts.id(), beliefs.times(emission));
    }

    private static void requireBelief(double[] belief, int row) {
        double sum = 0;
        for (double p : belief) {
            if (!(p >= 0)) {
                throw new IllegalArgumentException("replacement in row " + row + " holds the probability " + p);
            }
            sum += p;
        }
        if (!(Math.abs(sum - 1) <= BELIEF_TOLERANCE)) {
            throw new IllegalArgumentException("replacement in row " + row + " sums to " + sum + ", not 1");
        }
    }

    /**
     * Exact as far as all words can be enumerated. Beyond, h(L) lies between the entropy rate and the last exact value, since
     * it falls with L; the rate itself lies above H(next | last L tokens, state before them), which rises to it (Cover and
     * Thomas, "Elements of information theory", 2006, theorem 4.5.1). The gap between the two is the error that is given.
     */
    @Override
    public Floors floors(int longest) {
        int tokens = vocabulary().size();
        int depth = ExactFloors.affordable(tokens);
        double[] exact = ExactFloors.of(observer(), tokens, depth);
        double rate = exact[depth];
        double gap = Math.max(0, rate - rateFromBelow(depth));
        double[] values = Arrays.copyOf(exact, longest + 1);
        if (longest > depth) {
            Arrays.fill(values, depth + 1, longest + 1, rate);
        }
        String note = String.format(
                Locale.ROOT,
                "h(%d), at most %.1e nats above the rate by the bound that also knows the first hidden state",
                depth,
                gap);
        return new Floors(values, longest > depth ? gap : 0, OptionalDouble.of(rate), note);
    }

    /** H(token after {@code depth} tokens | those tokens and the hidden state before them). */
    private double rateFromBelow(int depth) {
        double bound = 0;
        for (int s = 0; s < start.length; s++) {
            if (start[s] > 0) {
                double[] known = new double[start.length];
                known[s] = 1;
                Observer informed = new HiddenMarkovObserver(this, emission, known);
                bound += start[s] * ExactFloors.of(informed, vocabulary().size(), depth)[depth];
            }
        }
        return bound;
    }
}
