package org.assay.datasets.process;

import java.util.List;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.sequence.ContextSet;

/**
 * A process known exactly, given as its optimal observer: an observer reads tokens one by one and always knows the exact
 * Bayes law of the next one. The observer's state is an argument, never a field.
 *
 * <p>Sites are {@code belief} (over hidden states, for processes that have them) and {@code factor.NAME} for every factor;
 * their directions are the values of the factor, one-hot where the context determines the value.
 */
public interface GeneratingProcess extends InstrumentedModel {
    /** The kind in the field's words: {@code rule-language}, {@code hidden-markov}, {@code factored}. */
    String kind();

    /** Where the definition comes from: authors and year. */
    String source();

    /** Hash of the definition: equal ids, equal processes. */
    ContentHash id();

    /** A new observer before any token, to walk over sequences with. */
    Observer observer();

    /** A new writer of sequences, which knows what made each token. */
    Emitter emitter();

    /** Names of the hidden states that {@link Emitter#hiddenState()} counts; empty for processes without such states. */
    default List<String> hiddenStates() {
        return List.of();
    }

    /** The state of the observer before any token. */
    ObserverState initial();

    /**
     * The observer after one more token; throws IllegalArgumentException when no state can come of it. A process may accept
     * tokens that it never emits there, where the truth about what follows is plain all the same.
     */
    ObserverState update(ObserverState state, int token);

    /** The exact law of the next token, length = vocabulary. */
    double[] next(ObserverState state);

    List<Factor> factors();

    /** For each factor, in order, a distribution over its values (one-hot where determined). */
    List<double[]> factorValues(ObserverState state);

    /** Names of the rules in order of priority; empty when the process is not made of rules. */
    List<String> rules();

    /** What each rule does, in the order of {@link #rules()}. */
    List<RuleDescription> ruleDescriptions();

    /** What every rule says here, in the order of {@link #rules()}. */
    List<RuleReading> read(ObserverState state);

    /** The index of the winning rule at each row; throws IllegalArgumentException for a process that is not made of rules. */
    int[] winningRule(ContextSet contexts);

    /** For each row whether the token after it counts in the loss that the task states: the loss mask as data. */
    boolean[] scored(ContextSet contexts);

    /** The state diagram, one for each part of a product; empty for processes that are not made of states. */
    default List<TransitionDiagram> diagrams() {
        return List.of();
    }

    /** h(0) .. h(longest); exact where it can be enumerated, else sampled with its error beside it. */
    Floors floors(int longest);

    /** An opaque, immutable state of an observer. */
    interface ObserverState {}
}
