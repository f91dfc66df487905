package org.assay.datasets.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A hidden Markov process as transition tensors: {@code T[v](i, j) = P(emit v, go to j | at i)}, S x S for each token,
 * their sum row-stochastic. A belief is a row vector; the observer filters {@code b' = b T[v] / (b T[v] 1)} and
 * predicts {@code p(v) = b T[v] 1} (Rabiner 1989, with tokens on edges; Shai et al. 2024, section 2.1).
 *
 * <p>Factors: the hidden state (unless there is but one), the current token, then whatever the hidden state determines.
 */
public final class HiddenMarkovProcess extends ObservedProcess {
    private static final double BELIEF_TOLERANCE = 1e-6;
    private static final int HIDDEN_STATE = 0;

    private final TransitionTensors model;
    private final List<StateFactor> stateFactors;
    private final Optional<IntFunction<Floors>> knownFloors;

    private HiddenMarkovProcess(
            String name,
            String source,
            TransitionTensors model,
            List<StateFactor> stateFactors,
            Optional<IntFunction<Floors>> knownFloors) {
        super(
                name,
                "hidden-markov",
                source,
                model.vocabulary(),
                factorsOf(model, stateFactors),
                model.size() > 1 ? OptionalInt.of(HIDDEN_STATE) : OptionalInt.empty(),
                List.of());
        this.model = model;
        this.stateFactors = List.copyOf(stateFactors);
        this.knownFloors = knownFloors;
    }

    /**
     * The process of a stochastic model, started as the model says.
     *
     * @param stateFactors variables that the hidden state determines; each gives one value per state
     */
    public static HiddenMarkovProcess of(
            String name, String source, TransitionTensors model, List<StateFactor> stateFactors) {
        if (!model.isStochastic()) {
            throw new IllegalArgumentException("process " + name
                    + " has negative entries or weighted states: it is a generalised hidden Markov process");
        }
        for (StateFactor factor : stateFactors) {
            if (factor.valueOfState().length != model.size()) {
                throw new IllegalArgumentException("factor " + factor.name() + " of process " + name + " has "
                        + factor.valueOfState().length + " states, the model " + model.size());
            }
        }
        return new HiddenMarkovProcess(name, source, model, stateFactors, Optional.empty());
    }

    /**
     * The same process with floors that are known from what it is made of, where enumeration would not reach as far.
     *
     * @param floors h(0) .. h(n) for any n
     */
    public HiddenMarkovProcess withFloors(IntFunction<Floors> floors) {
        return new HiddenMarkovProcess(name(), source(), model, stateFactors, Optional.of(floors));
    }

    /**
     * The process that starts from its stationary law.
     *
     * @param states  names of the S hidden states
     * @param tensors one S x S matrix per token, in the order of the vocabulary; copied by reference, not to be changed
     */
    public static HiddenMarkovProcess stationary(
            String name, String source, Vocabulary vocabulary, List<String> states, List<Matrix> tensors) {
        return of(name, source, TransitionTensors.stationary(vocabulary, states, tensors), List.of());
    }

    private static List<Factor> factorsOf(TransitionTensors model, List<StateFactor> stateFactors) {
        List<Factor> factors = new ArrayList<>();
        if (model.size() > 1) {
            factors.add(new Factor("hidden-state", model.states(), true));
        }
        factors.add(currentToken(model.vocabulary()));
        stateFactors.forEach(factor -> factors.add(factor.factor()));
        return factors;
    }

    /** The last token read, {@code none} before the first. */
    static Factor currentToken(Vocabulary vocabulary) {
        List<String> tokens = new ArrayList<>(vocabulary.tokens());
        tokens.add("none");
        return new Factor("current-token", tokens, false);
    }

    @Override
    public ContentHash id() {
        ContentHash.Builder builder = new ContentHash.Builder()
                .add(kind())
                .add(name())
                .add(String.join(" ", vocabulary().tokens()));
        model.tensors().forEach(tensor -> builder.add(tensor.values()));
        boolean startFollows = model.isStationary() && StationaryLaw.isUnique(model.transitions());
        return startFollows ? builder.build() : builder.add(model.start()).build();
    }

    /** The tensors, the starting belief, the names. */
    public TransitionTensors model() {
        return model;
    }

    /** What the hidden state determines, in the order of the factors. */
    public List<StateFactor> stateFactors() {
        return stateFactors;
    }

    /** The belief before any token, a copy: the stationary law unless the process starts otherwise. */
    public double[] startingBelief() {
        return model.start();
    }

    /** {@code T[token]}, S x S; not a copy. */
    public Matrix tensor(int token) {
        return model.tensor(token);
    }

    @Override
    public List<TransitionDiagram> diagrams() {
        return List.of(TransitionDiagram.of(name(), model));
    }

    @Override
    public Observer observer() {
        return new LinearObserver(name(), model, model.size() > 1, stateFactors);
    }

    /** Follows the hidden state. */
    @Override
    public Emitter emitter() {
        return new HiddenPath(HiddenPath.Edges.of(model));
    }

    @Override
    public List<String> hiddenStates() {
        return model.states();
    }

    /**
     * The exact law when the belief at a row is another one: the interchange target. Replaces the whole belief at
     * {@code belief} (or its factor), or the belief over one factor of the hidden state, the law of the state given
     * that factor staying as it is (Jeffrey's rule); rows of the replacement are laws within 1e-6. A row that gives
     * weight to a value which the context excludes is refused: what follows then is not determined.
     */
    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        int factor = factorAt(intervention.site());
        int firstStateFactor = factors().size() - stateFactors.size();
        if (intervention.basis().isPresent() || factor == firstStateFactor - 1) {
            throw new IllegalArgumentException("process " + name()
                    + " can be edited at its belief and its factors of the hidden state, as a whole");
        }
        Matrix replacement = intervention.replacement();
        int values = factors().get(factor).cardinality();
        if (replacement.rows() != contexts.rows() || replacement.columns() != values) {
            throw new IllegalArgumentException("replacement of " + contexts.rows() + " beliefs over " + values
                    + " values wanted, got " + replacement);
        }
        for (int row = 0; row < replacement.rows(); row++) {
            requireBelief(replacement.row(row), row);
        }
        Matrix beliefs = factor == HIDDEN_STATE
                ? replacement
                : reweighted(contexts, stateFactors.get(factor - firstStateFactor), replacement);
        return new NextTokenTable(contexts.id(), beliefs.times(model.emission()));
    }

    /** {@code b(s) q(value of s) / b(value of s)} at every row. */
    private Matrix reweighted(ContextSet contexts, StateFactor factor, Matrix wanted) {
        Matrix beliefs = Matrix.zeros(contexts.rows(), model.size());
        double[] belief = new double[model.size()];
        double[] held = new double[wanted.columns()];
        int[] valueOfState = factor.valueOfState();
        walk(contexts, (row, observer) -> {
            observer.factor(HIDDEN_STATE, belief);
            factor.marginal(belief, held);
            for (int value = 0; value < held.length; value++) {
                if (wanted.get(row, value) > 0 && held[value] == 0) {
                    throw new IllegalArgumentException("replacement in row " + row + " gives weight to " + factor.name()
                            + " = " + factor.values().get(value) + ", which the context excludes");
                }
            }
            for (int s = 0; s < belief.length; s++) {
                double share = belief[s] == 0 ? 0 : belief[s] / held[valueOfState[s]];
                beliefs.set(row, s, share * wanted.get(row, valueOfState[s]));
            }
        });
        return beliefs;
    }

    private static void requireBelief(double[] belief, int row) {
        for (double p : belief) {
            if (!(p >= 0)) {
                throw new IllegalArgumentException("replacement in row " + row + " holds the probability " + p);
            }
        }
        double sum = Arrays.stream(belief).sum();
        if (!(Math.abs(sum - 1) <= BELIEF_TOLERANCE)) {
            throw new IllegalArgumentException("replacement in row " + row + " sums to " + sum + ", not 1");
        }
    }

    /** Exact as far as there are few enough beliefs, then enclosed or sampled: see {@link Floors#error()}. */
    @Override
    public Floors floors(int longest) {
        return knownFloors.map(floors -> floors.apply(longest)).orElseGet(() -> LinearFloors.of(this, model, longest));
    }
}
