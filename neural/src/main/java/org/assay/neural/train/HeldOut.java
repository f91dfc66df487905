package org.assay.neural.train;

import org.assay.datasets.corpus.BatchSource;

/**
 * What a network is evaluated on while it trains: the first batches of a source of its own, which must not be the training
 * source.
 *
 * @param source  held-out data
 * @param batches how many batches are read, from 1
 * @param floor   Bayes loss of exactly these targets in nats per token; NaN when unknown
 */
public record HeldOut(BatchSource source, int batches, double floor) {
    public HeldOut {
        if (batches < 1) {
            throw new IllegalArgumentException("evaluation needs at least one batch, got " + batches);
        }
    }
}
