package org.assay.datasets.process;

import java.util.List;
import org.assay.datasets.origin.Draws;

/**
 * The optimal observer on its way through one sequence. It is what {@link GeneratingProcess#initial()} and
 * {@link GeneratingProcess#update} do with immutable states, done in place: mutable, for one thread, used again and again by
 * whatever walks over many sequences.
 */
public interface Observer {
    /** Forgets every token. */
    void restart();

    /** How many tokens it has read since it was started. */
    int tokensRead();

    /**
     * Reads one more token. Throws IllegalArgumentException when the token cannot come here; the observer is then of no use
     * until it is restarted.
     */
    void read(int token);

    /** Writes the exact law of the next token to {@code law[0 .. V-1]}. */
    void next(double[] law);

    /**
     * Whether the next token counts in the loss that the task states, a function of the tokens read: the answers of a retrieval
     * task, the second copy of a copying task. Everything counts unless the process says otherwise.
     */
    default boolean scored() {
        return true;
    }

    /** Draws the next token from that law, without reading it. */
    int draw(Draws draws);

    /** The index of the rule that emitted the last drawn token, -1 for processes without rules. */
    int emittingRule();

    /** The index of the rule that wins here, -1 for processes without rules. */
    int winningRule();

    /** Writes the law over the values of factor {@code factor} to {@code values[0 .. cardinality-1]}. */
    void factor(int factor, double[] values);

    /** What every rule says here, in order of priority. */
    List<RuleReading> readings();

    /** An observer in the same state that goes its own way. */
    Observer copy();
}
