package org.assay.datasets.process;

import org.assay.datasets.origin.Draws;

/**
 * What writes the sequences of a process, and so knows what made each token: the other end of the channel from the
 * {@link Observer}, which sees the tokens alone. The law of its sequences is the process's; drawn from the same seed, its
 * tokens are the observer's own draws for every kind of process but those of hidden states, which it follows.
 *
 * <p>Mutable, for one thread; holds a state and never the tokens behind it.
 */
public interface Emitter {
    /** Begins a sequence; what is drawn once for a sequence comes from {@code draws}. */
    void restart(Draws draws);

    /** Draws the next token of the sequence. */
    int emit(Draws draws);

    /** The index of the rule that emitted the last token, -1 for processes without rules. */
    int rule();

    /**
     * The hidden state that the last token led to, an index into {@link GeneratingProcess#hiddenStates()}; -1 for processes
     * without hidden states.
     */
    int hiddenState();
}
