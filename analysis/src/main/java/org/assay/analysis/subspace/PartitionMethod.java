package org.assay.analysis.subspace;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * A way to cut activations into blocks. It sees activations alone: no label, no network. The same rows and seed give the same bytes,
 * whatever the number of workers.
 */
public interface PartitionMethod {
    /** Name of the method for tables. */
    String name();

    /**
     * Cuts the D directions of {@code activations}.
     *
     * @param activations n x D, finite, as the network holds them in the contexts that it was trained on
     * @param weights     n, one per row, positive, summing to 1
     * @throws UnfitActivationsException when nothing can be learned from them, with the reason and what to do
     */
    FittedPartition fit(Matrix activations, double[] weights, Seed seed);
}
