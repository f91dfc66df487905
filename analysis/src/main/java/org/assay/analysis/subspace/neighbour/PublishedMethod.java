package org.assay.analysis.subspace.neighbour;

import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * Neighbour distance minimisation as released with arXiv:2508.01916, for comparison: one start from the axes, rows as they come, the
 * estimator of Kraskov et al. and an absolute threshold. It differs in the parametrisation alone, where a Cayley step along the skew
 * gradient takes the place of a matrix exponential; both agree to first order.
 *
 * <p>Known to go wrong, and left so: rows that recur make the objective 0 for every rotation and the estimate its maximum; one start
 * often ends in a local minimum; a threshold in nats per dimension means something else at every number of keys and directions. {@link
 * NeighbourMethod} does not have these faults.
 */
public record PublishedMethod(PublishedOptions options) implements PartitionMethod {
    @Override
    public String name() {
        return "neighbour-distance-published";
    }

    @Override
    public FittedPartition fit(Matrix activations, double[] weights, Seed seed) {
        return new PublishedSearch(ScaledRows.of(activations, weights), options, seed).run();
    }
}
