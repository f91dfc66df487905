package org.assay.datasets.corpus;

import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;

/** Batches of fresh sequences from a process: no sequence comes twice, so training loss is held-out loss. */
public final class ProcessBatches implements BatchSource {
    private final Sampler sampler;
    private final int batchSize;
    private final boolean scoredOnly;

    /**
     * Batches where every target counts.
     *
     * @param sequenceLength tokens in a sequence: one more than the positions that are trained on
     */
    public ProcessBatches(GeneratingProcess process, Seed seed, int batchSize, int sequenceLength) {
        this(process, seed, batchSize, sequenceLength, false);
    }

    private ProcessBatches(
            GeneratingProcess process, Seed seed, int batchSize, int sequenceLength, boolean scoredOnly) {
        if (batchSize < 1 || sequenceLength < 2) {
            throw new IllegalArgumentException("a batch needs at least 1 sequence of at least 2 tokens, got "
                    + batchSize + " of " + sequenceLength);
        }
        this.sampler = new Sampler(process, seed, sequenceLength);
        this.batchSize = batchSize;
        this.scoredOnly = scoredOnly;
    }

    /** The same sequences, where only the targets count that the process scores. */
    public ProcessBatches scoredOnly() {
        return new ProcessBatches(sampler.process(), sampler.seed(), batchSize, sampler.length(), true);
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

    @Override
    public boolean[] scored(long step) {
        if (!scoredOnly) {
            return new boolean[0];
        }
        int length = sampler.length();
        int[] tokens = batch(step);
        boolean[] scored = new boolean[batchSize * (length - 1)];
        Observer observer = sampler.process().observer();
        for (int s = 0; s < batchSize; s++) {
            observer.restart();
            for (int p = 0; p < length - 1; p++) {
                observer.read(tokens[s * length + p]);
                scored[s * (length - 1) + p] = observer.scored();
            }
        }
        return scored;
    }
}
