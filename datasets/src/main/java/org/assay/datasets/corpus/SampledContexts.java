package org.assay.datasets.corpus;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Contexts from sampled sequences with the token that came next.
 *
 * @param contexts     rows of equal weight: in each sequence every position from the first one that counts
 * @param nextToken    for each row the token that was drawn
 * @param emittingRule for each row the index of the rule that emitted it, -1 for processes without rules
 */
public record SampledContexts(ContextSet contexts, int[] nextToken, int[] emittingRule) {
    public SampledContexts {
        if (nextToken.length != contexts.rows() || emittingRule.length != contexts.rows()) {
            throw new IllegalArgumentException("each of " + contexts.rows()
                    + " rows needs a next token and a rule, got " + nextToken.length + " and " + emittingRule.length);
        }
    }

    /**
     * Contexts of up to {@code longest} tokens.
     *
     * @param sequences     how many sequences
     * @param longest       tokens in each; with the last of them seen, one more is the target
     * @param firstPosition position of the last token seen in the shortest context, from 0
     */
    public static SampledContexts of(
            GeneratingProcess process, Seed seed, int sequences, int longest, int firstPosition) {
        if (sequences < 1 || firstPosition < 0 || firstPosition >= longest) {
            throw new IllegalArgumentException("sampled contexts need at least 1 sequence and a first position below "
                    + longest + ", got " + sequences + " and " + firstPosition);
        }
        Sampler sampler = new Sampler(process, seed, longest + 1);
        int each = longest - firstPosition;
        int[][] tokens = new int[sequences][];
        int[] nextToken = new int[Math.multiplyExact(sequences, each)];
        int[] emittingRule = new int[nextToken.length];
        for (int s = 0; s < sequences; s++) {
            SampledSequence sequence = sampler.sequence(s);
            tokens[s] = Arrays.copyOf(sequence.tokens(), longest);
            System.arraycopy(sequence.tokens(), firstPosition + 1, nextToken, s * each, each);
            System.arraycopy(sequence.rules(), firstPosition + 1, emittingRule, s * each, each);
        }
        return new SampledContexts(ContextSet.everyPosition(tokens, firstPosition), nextToken, emittingRule);
    }

    /**
     * Those of the contexts whose sequence is not over: rows whose last token is padding are left out. Networks are not trained on what
     * follows padding, and hold there whatever they happen to.
     *
     * @throws IllegalArgumentException when no row is left
     */
    public SampledContexts beforePadding(Vocabulary vocabulary) {
        int[] kept = IntStream.range(0, contexts.rows())
                .filter(row -> !vocabulary.isPadding(last(row)))
                .toArray();
        if (kept.length == 0) {
            throw new IllegalArgumentException("all " + contexts.rows() + " contexts end in padding");
        }
        return kept.length == contexts.rows()
                ? this
                : new SampledContexts(
                        contexts.select(kept),
                        Arrays.stream(kept).map(row -> nextToken[row]).toArray(),
                        Arrays.stream(kept).map(row -> emittingRule[row]).toArray());
    }

    private int last(int row) {
        return contexts.sequence(contexts.rowSequence(row))[contexts.rowPosition(row)];
    }
}
