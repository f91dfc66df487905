package org.assay.analysis.subspace.neighbour;

import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * Neighbour distance minimisation as it should be: the objective of arXiv:2508.01916 ({@link NeighbourLoss}) with rows made distinct, as
 * many keys as the rule says, several starts of which the held-out distance chooses, dependent pairs of blocks turned and trained
 * anew, blocks merged one pair at a time where mutual information exceeds what shuffled samples give, and each block tested for
 * falling into two. Directions that hardly vary stay unassigned. What was tried stands in the remarks.
 *
 * <p>Takes nothing but activations. Works on starts in parallel; the bytes are the same whatever the number of processors.
 */
public record NeighbourMethod(NeighbourOptions options) implements PartitionMethod {
    @Override
    public String name() {
        return "neighbour-distance";
    }

    @Override
    public FittedPartition fit(Matrix activations, double[] weights, Seed seed) {
        return fitWithTrees(activations, weights, seed, Progress.SILENT).fitted();
    }

    /** The partition and the trees of its blocks; up to a minute for 64 directions on two processors. */
    public NeighbourFit fitWithTrees(Matrix activations, double[] weights, Seed seed, Progress progress) {
        return new NeighbourSearch(PreparedRows.of(activations, weights), options, seed, progress).run();
    }
}
