package org.assay.datasets.corpus;

import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;

/** Batches of fresh sequences from a process: no sequence comes twice, so training loss is held-out loss. */
public final class ProcessBatches implements BatchSource {
    private final Sampler sampler;
    private final int batchSize;

    /** @param sequenceLength tokens in a sequence: one more than the positions that are trained on */
    public ProcessBatches(GeneratingProcess process, Seed seed, int batchSize, int sequenceLength) {
        if (batchSize < 1 || sequenceLength < 2) {
            throw new IllegalArgumentException("a batch needs at least 1 sequence of at least 2 tokens, got "
                    + batchSize + " of " + sequenceLength);
        }
        this.sampler = new Sampler(process, seed, sequenceLength);
        this.batchSize = batchSize;
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int sequenceLength() {
        return sampler.length();
    }

    @Override
    public int[] batch(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("steps count from 0, got " + step);
        }
        return sampler.tokens(step * batchSize, batchSize);
    }
}
