package org.assay.datasets.incontext;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;

/** What the observers of all in-context processes share: the tokens behind them, drawing, and no rules. */
abstract class InContextObserver implements Observer {
    static final int NO_TOKEN = -1;

    private final InContextProcess process;
    private final double[] law;
    private int read;
    private int current;
    private int previous;

    InContextObserver(InContextProcess process) {
        this.process = process;
        this.law = new double[process.vocabulary().size()];
        this.current = NO_TOKEN;
        this.previous = NO_TOKEN;
    }

    /** Takes over where {@code other} stands, for {@link #copy()}. */
    InContextObserver(InContextObserver other) {
        this.process = other.process;
        this.law = new double[other.law.length];
        this.read = other.read;
        this.current = other.current;
        this.previous = other.previous;
    }

    /** Forgets what the process itself remembers. */
    abstract void reset();

    /** Moves on by one token of the vocabulary; the counters still stand before it. */
    abstract void advance(int token);

    /** Writes the belief or value of factor number {@code own} of the process itself to zeroed {@code values}. */
    abstract void own(int own, double[] values);

    /** Writes the law of the next token when the factor at index {@code factor} has the law {@code value}. */
    void nextGiven(int factor, double[] value, double[] into) {
        throw new IllegalArgumentException(
                "factor '" + process.factors().get(factor).name() + "' of " + process.name()
                        + " cannot be changed on its own here");
    }

    /** The last token read, {@link #NO_TOKEN} before the first. */
    final int current() {
        return current;
    }

    /** The token before the last one, {@link #NO_TOKEN} before the second. */
    final int previous() {
        return previous;
    }

    final int vocabularySize() {
        return law.length;
    }

    /** The exception for a token that cannot come here. */
    final IllegalArgumentException refusal(int token) {
        return new IllegalArgumentException("process " + process.name() + " cannot emit token '"
                + process.vocabulary().token(token) + "' at position " + read);
    }

    @Override
    public final void restart() {
        read = 0;
        current = NO_TOKEN;
        previous = NO_TOKEN;
        reset();
    }

    @Override
    public final int tokensRead() {
        return read;
    }

    @Override
    public final void read(int token) {
        if (token < 0 || token >= law.length) {
            throw new IllegalArgumentException("process " + process.name() + " has tokens 0 .. " + (law.length - 1)
                    + ", got " + token + " at position " + read);
        }
        advance(token);
        previous = current;
        current = token;
        read++;
    }

    @Override
    public final int draw(Draws draws) {
        next(law);
        return draws.nextIndex(law);
    }

    @Override
    public final void factor(int factor, double[] values) {
        Arrays.fill(values, 0);
        if (factor < InContextProcess.OWN) {
            int token = factor == 0 ? current : previous;
            values[token == NO_TOKEN ? law.length : token] = 1;
        } else {
            own(factor - InContextProcess.OWN, values);
        }
    }

    @Override
    public final int emittingRule() {
        return -1;
    }

    @Override
    public final int winningRule() {
        return -1;
    }

    @Override
    public final List<RuleReading> readings() {
        return List.of();
    }
}
