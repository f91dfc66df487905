package org.assay.datasets.corpus;

import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;

/**
 * Sequences drawn from a process as its observer expects them, all of one length: what networks train on and are asked about.
 * A corpus is drawn by {@link TokenStream}, which also knows hidden states. Sequence i is a pure function of (process, seed,
 * length, i); shorter lengths give prefixes of the same sequences.
 *
 * @param length tokens in a sequence, at least 1
 */
public record Sampler(GeneratingProcess process, Seed seed, int length) {
    public Sampler {
        if (length < 1) {
            throw new IllegalArgumentException("a sampled sequence has at least 1 token, asked for " + length);
        }
    }

    /** Sequence number {@code index} with the rule that emitted each token. */
    public SampledSequence sequence(long index) {
        int[] tokens = new int[length];
        int[] rules = new int[length];
        draw(process.observer(), index, tokens, 0, rules);
        return new SampledSequence(tokens, rules);
    }

    /** The tokens of {@code count} sequences from {@code first} on, row-major: count x length. */
    public int[] tokens(long first, int count) {
        int[] tokens = new int[Math.multiplyExact(count, length)];
        int[] rules = new int[length];
        Observer observer = process.observer();
        for (int s = 0; s < count; s++) {
            draw(observer, first + s, tokens, s * length, rules);
        }
        return tokens;
    }

    private void draw(Observer observer, long index, int[] tokens, int offset, int[] rules) {
        Draws draws = seed.child(index).draws();
        observer.restart();
        for (int p = 0; p < length; p++) {
            int token = observer.draw(draws);
            tokens[offset + p] = token;
            rules[p] = observer.emittingRule();
            observer.read(token);
        }
    }
}
