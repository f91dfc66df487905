package org.assay.analysis.subspace.rival;

import java.util.List;
import java.util.Map;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * The floor that needs no draw: the coordinates of the site as they are, in order, in blocks of given sizes.
 *
 * @param sizes directions of each block, together at most D
 */
public record IdentityBlocks(List<Integer> sizes) implements PartitionMethod {
    public IdentityBlocks {
        sizes = List.copyOf(sizes);
    }

    @Override
    public String name() {
        return "identity-blocks";
    }

    @Override
    public FittedPartition fit(Matrix activations, double[] weights, Seed seed) {
        SiteRows.requireFinite(activations, weights);
        double[] mean = activations.leftTimes(weights);
        return new FittedPartition(new Partition(mean, Matrix.identity(mean.length), sizes), Map.of());
    }
}
