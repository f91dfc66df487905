package org.assay.analysis.subspace.neighbour;

import java.util.List;
import org.assay.analysis.subspace.FittedPartition;

/**
 * A partition by neighbour distances, with how its blocks came together.
 *
 * @param fitted partition and remarks
 * @param trees  one for each block, in order
 */
public record NeighbourFit(FittedPartition fitted, List<BlockTree> trees) {
    public NeighbourFit {
        trees = List.copyOf(trees);
    }
}
