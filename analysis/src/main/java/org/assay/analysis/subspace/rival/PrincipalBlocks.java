package org.assay.analysis.subspace.rival;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * Principal directions in blocks of given sizes. Where blocks differ in size the order matters: falling variance puts the directions
 * of largest variance into the first block, rising variance into the last.
 *
 * @param sizes directions of each block, together at most D
 */
public record PrincipalBlocks(List<Integer> sizes, Order order) implements PartitionMethod {
    /** By the variance along the directions. */
    public enum Order {
        FALLING,
        RISING
    }

    public PrincipalBlocks {
        sizes = List.copyOf(sizes);
    }

    @Override
    public String name() {
        return "pca-" + order.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public FittedPartition fit(Matrix activations, double[] weights, Seed seed) {
        SiteRows rows = SiteRows.of(activations, weights);
        int d = rows.directions();
        int[] order = new int[d];
        for (int i = 0; i < d; i++) {
            order[i] = this.order == Order.FALLING ? i : d - 1 - i;
        }
        Matrix basis = rows.axes().vectors().selectRows(order);
        return new FittedPartition(
                new Partition(rows.mean(), basis, sizes), Map.of("directions that vary", rows.varying() + " of " + d));
    }
}
