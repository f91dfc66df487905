package org.assay.neural.train;

import org.assay.datasets.corpus.BatchSource;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Sequences whose first tokens are uniform and which then repeat themselves with period {@code period}: a copy task with the
 * known floor 0 from position {@code period} on.
 */
record CopyData(Seed seed, int batchSize, int sequenceLength, int vocabulary, int period) implements BatchSource {
    @Override
    public int[] batch(long step) {
        int[] tokens = new int[batchSize * sequenceLength];
        Draws draws = seed.child(step).draws();
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = i % sequenceLength < period ? draws.nextInt(vocabulary) : tokens[i - period];
        }
        return tokens;
    }
}
