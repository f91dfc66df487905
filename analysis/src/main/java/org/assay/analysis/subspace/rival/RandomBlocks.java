package org.assay.analysis.subspace.rival;

import java.util.List;
import java.util.Map;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * The floor: blocks of given sizes in a uniformly random rotation (Haar measure), which knows of the activations their mean alone.
 *
 * @param sizes directions of each block, together at most D
 */
public record RandomBlocks(List<Integer> sizes) implements PartitionMethod {
    public RandomBlocks {
        sizes = List.copyOf(sizes);
    }

    @Override
    public String name() {
        return "random-blocks";
    }

    @Override
    public FittedPartition fit(Matrix activations, double[] weights, Seed seed) {
        SiteRows.requireFinite(activations, weights);
        double[] mean = activations.leftTimes(weights);
        Matrix basis = RandomSubspace.of(mean, mean.length, seed).basis();
        return new FittedPartition(new Partition(mean, basis, sizes), Map.of());
    }
}
