package org.assay.analysis.subspace;

import org.assay.analysis.explain.Explainer;
import org.assay.analysis.explain.Explanation;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;

/**
 * The control of every subspace method: k random directions of one site about the mean of the activations.
 *
 * @param site where
 * @param k    how many directions
 */
public record RandomSubspaceExplainer(Site site, int k) implements Explainer {
    @Override
    public String method() {
        return "random-subspace";
    }

    @Override
    public Explanation fit(InstrumentedModel network, ContextSet contexts, Seed seed) {
        double[] mean = Centred.mean(network.record(contexts, site).values(), contexts.weights());
        return new SubspaceExplanation(method(), network, site, RandomSubspace.of(mean, k, seed));
    }
}
