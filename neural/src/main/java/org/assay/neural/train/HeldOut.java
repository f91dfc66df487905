package org.assay.neural.train;

import java.util.Optional;
import org.assay.datasets.corpus.BatchSource;
import org.assay.datasets.process.GeneratingProcess;

/**
 * What a network is evaluated on while it trains: the first batches of a source of its own, which must not be the training
 * source. Targets that the source's mask leaves out are left out here too.
 *
 * @param source  held-out data
 * @param batches how many batches are read, from 1
 * @param truth   the laws that exactly these targets come from; empty when unknown
 */
public record HeldOut(BatchSource source, int batches, Optional<Truth> truth) {
    public HeldOut {
        if (batches < 1) {
            throw new IllegalArgumentException("evaluation needs at least one batch, got " + batches);
        }
        int rows = batches * source.batchSize() * (source.sequenceLength() - 1);
        if (truth.isPresent() && truth.get().rows() != rows) {
            throw new IllegalArgumentException(rows + " held-out targets need as many laws, got "
                    + truth.get().rows());
        }
    }

    /** Data whose law is unknown. */
    public static HeldOut of(BatchSource source, int batches) {
        return new HeldOut(source, batches, Optional.empty());
    }

    /** Data drawn from {@code process}, with their exact laws and winning rules. */
    public static HeldOut of(GeneratingProcess process, BatchSource source, int batches) {
        return new HeldOut(source, batches, Optional.of(Truth.of(process, source, batches)));
    }

    /** Bayes loss of exactly the scored targets in nats per token; NaN when unknown. */
    public double floor() {
        return truth.map(Truth::floor).orElse(Double.NaN);
    }
}
