package org.assay.analysis.subspace;

import org.assay.analysis.explain.Explainer;
import org.assay.analysis.explain.Explanation;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;

/**
 * Explains a network by a partition of one site.
 *
 * @param site   where
 * @param cutter the method that cuts
 */
public record PartitionExplainer(Site site, PartitionMethod cutter) implements Explainer {
    @Override
    public String method() {
        return cutter.name();
    }

    @Override
    public Explanation fit(InstrumentedModel network, ContextSet contexts, Seed seed) {
        FittedPartition fitted = cutter.fit(network.record(contexts, site).values(), contexts.weights(), seed);
        return new PartitionExplanation(method(), network, site, fitted);
    }
}
