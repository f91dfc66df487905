package org.assay.analysis.subspace;

import org.assay.analysis.explain.Explainer;
import org.assay.analysis.explain.Explanation;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;

/**
 * Explains a network by the k principal directions of one site. Uses no randomness.
 *
 * @param site where
 * @param k    how many directions
 */
public record PrincipalSubspaceExplainer(Site site, int k) implements Explainer {
    @Override
    public String method() {
        return "principal-subspace";
    }

    @Override
    public Explanation fit(InstrumentedModel network, ContextSet contexts, Seed seed) {
        PrincipalSubspace principal = PrincipalSubspace.fit(network.record(contexts, site), contexts.weights(), k);
        return new SubspaceExplanation(method(), network, site, principal.subspace());
    }
}
