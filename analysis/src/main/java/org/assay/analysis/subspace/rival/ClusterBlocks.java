package org.assay.analysis.subspace.rival;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * Clusters of activations made into blocks: rows are clustered around means, centres about the mean of all are grouped by the squared
 * cosines between them (spectral), and a group's block is where its centres lie. A centre is a combination of the values of all
 * variables, so this works where one variable moves the rows far more than the others, and hardly else.
 *
 * @param clusters how many centres, 2 or more
 * @param blocks   how many, where that is known
 */
public record ClusterBlocks(int clusters, OptionalInt blocks) implements PartitionMethod {
    public ClusterBlocks {
        if (clusters < 2 || blocks.isPresent() && blocks.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "clusters of activations need 2 centres and 1 block at least, got " + clusters + " and " + blocks);
        }
    }

    @Override
    public String name() {
        return "k-means-" + clusters;
    }

    @Override
    public FittedPartition fit(Matrix activations, double[] weights, Seed seed) {
        SiteRows rows = SiteRows.of(activations, weights);
        KMeans found = KMeans.fit(rows.centred(), weights, clusters, seed.child("centres"));
        int count = found.centres().rows();
        Matrix membership = Matrix.zeros(activations.rows(), count);
        for (int r = 0; r < activations.rows(); r++) {
            membership.set(r, found.member()[r], 1);
        }
        List<List<Integer>> groups =
                SpectralGroups.of(Affinities.ofDirections(found.centres()), blocks, seed.child("groups"));
        Map<String, String> remarks = new LinkedHashMap<>();
        remarks.put("centres", count + (count < clusters ? ", as many as there are different rows" : ""));
        remarks.put("number of blocks", blocks.isPresent() ? "given" : "found");
        return new FittedPartition(GroupedDirections.blocks(rows, membership, found.centres(), groups), remarks);
    }
}
