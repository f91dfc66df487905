package org.assay.analysis.experiment.partition;

import java.util.List;
import java.util.Map;
import org.assay.analysis.circuit.block.BlockGraph;
import org.assay.analysis.subspace.neighbour.BlockTree;

/**
 * All finished stages of the partitions of one language.
 *
 * @param networks  of each network the scores of each site
 * @param untrained of the untrained twin of the first network the scores of each site
 * @param trees     of the first network: how blocks came together, by method and site; the methods that tell
 * @param circuits  of the first network: what the weights lead from block to block
 * @param refused   methods that refused, with the reason
 */
public record PartitionOutcome(
        List<List<SiteScores>> networks,
        List<SiteScores> untrained,
        List<SiteTrees> trees,
        List<MethodCircuit> circuits,
        Map<String, String> refused) {

    /** @param trees one for each block of the first seed's cut */
    public record SiteTrees(String site, String method, List<BlockTree> trees) {}

    /** @param graph between the blocks that the first seed of {@code method} cut at all sites */
    public record MethodCircuit(String method, BlockGraph graph) {}
}
