package org.assay.datasets.corpus;

import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Emitter;
import org.assay.datasets.process.GeneratingProcess;

/**
 * The tokens of sequences that follow each other without end, one at a time, with what made each: as many as are wanted in the
 * same memory. Sequence i is a pure function of (process, seed, i), and shorter sequences are prefixes of longer ones. For one
 * thread.
 */
public final class TokenStream {
    /** Tokens of a sequence that goes on for ever. */
    public static final long ENDLESS = Long.MAX_VALUE;

    private final Emitter emitter;
    private final Seed seed;
    private final long sequenceLength;
    private Draws draws;
    private long sequence = -1;
    private long position;

    /** @param sequenceLength tokens in each sequence, at least 1; {@link #ENDLESS} for a single one */
    public TokenStream(GeneratingProcess process, Seed seed, long sequenceLength) {
        if (sequenceLength < 1) {
            throw new IllegalArgumentException("a sequence has at least 1 token, asked for " + sequenceLength);
        }
        this.emitter = process.emitter();
        this.seed = seed;
        this.sequenceLength = sequenceLength;
        this.position = sequenceLength;
    }

    /** The next token. */
    public int next() {
        if (position == sequenceLength) {
            sequence++;
            position = 0;
            draws = seed.child(sequence).draws();
            emitter.restart(draws);
        }
        position++;
        return emitter.emit(draws);
    }

    /** Whether the last token was the first of its sequence. */
    public boolean startsSequence() {
        return position == 1;
    }

    /** How many sequences have begun. */
    public long sequences() {
        return sequence + 1;
    }

    /** The index of the rule that emitted the last token, -1 for processes without rules. */
    public int rule() {
        return emitter.rule();
    }

    /** The index of the hidden state that the last token led to, -1 for processes without hidden states. */
    public int hiddenState() {
        return emitter.hiddenState();
    }
}
