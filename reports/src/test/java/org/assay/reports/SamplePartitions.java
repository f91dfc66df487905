package org.assay.reports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assay.analysis.circuit.block.BlockGraph;
import org.assay.analysis.experiment.partition.PartitionOutcome;
import org.assay.analysis.experiment.partition.PartitionOutcome.MethodCircuit;
import org.assay.analysis.experiment.partition.PartitionOutcome.SiteTrees;
import org.assay.analysis.experiment.partition.PartitionResult;
import org.assay.analysis.experiment.partition.PartitionSummary;
import org.assay.analysis.experiment.partition.SiteScores;
import org.assay.analysis.experiment.partition.SiteScores.CutScores;
import org.assay.analysis.experiment.partition.SiteScores.ExchangeScores;
import org.assay.analysis.experiment.partition.SiteScores.FactorScores;
import org.assay.analysis.subspace.neighbour.BlockTree;

/** A site of two networks cut into two blocks by one method from two seeds: the first factor has a block, the second has none. */
public final class SamplePartitions {
    private SamplePartitions() {}

    /** @param name of the site, the method and the factors */
    public static PartitionResult of(String name) {
        return PartitionSummary.of(outcome(name));
    }

    private static PartitionOutcome outcome(String name) {
        BlockTree tree = new BlockTree(
                4,
                new BlockTree.Joint(1.5, 40),
                List.of(new BlockTree(2, null, List.of()), new BlockTree(2, null, List.of())));
        BlockGraph graph = new BlockGraph(
                List.of(name, "output"),
                List.of(new BlockGraph.Node("0", name, name, 2), new BlockGraph.Node("1", "output", "logits", 1)),
                List.of(new BlockGraph.Edge("0", "1", name, 3, 9, true, Optional.empty())));
        return new PartitionOutcome(
                List.of(List.of(site(name, 0.8)), List.of(site(name, 0.6))),
                List.of(site(name, 0.1)),
                List.of(new SiteTrees(name, name, List.of(tree))),
                List.of(new MethodCircuit(name, graph)),
                Map.of(name, name));
    }

    private static SiteScores site(String name, double capture) {
        return new SiteScores(
                name,
                List.of(name, name + " 2", name + " 3"),
                List.of(0.4, 0.2, 0.001),
                List.of(0.01, 0.01, 0.001),
                List.of(name, name + " 2"),
                Map.of(name + " 2", name),
                List.of(cut(name, 0, capture), cut(name, 1, capture - 0.05)),
                Map.of(name, List.of(List.of(1.0, 0.9), List.of(0.9, 1.0))));
    }

    private static CutScores cut(String name, int seed, double capture) {
        return new CutScores(
                name,
                seed,
                List.of(2, 2),
                capture / 2,
                0.05,
                List.of(List.of(capture, 0.1), List.of(0.0, 0.2)),
                List.of(0, 1),
                seed == 0 ? Map.of(name, List.of(0.7, -0.1)) : Map.of(),
                List.of(
                        new FactorScores(
                                name,
                                0,
                                capture > 0.5,
                                capture,
                                0.1,
                                0.3,
                                0.9,
                                0.01,
                                Optional.of(new ExchangeScores(0.7, 0.6, 0.8, 0.05, OptionalDouble.of(0.9)))),
                        new FactorScores(name + " 2", 1, false, 0.2, 0.1, 0.3, 0.4, 0.01, Optional.empty())));
    }
}
