package org.assay.analysis.dictionary;

import org.assay.analysis.explain.Explainer;
import org.assay.analysis.explain.Explanation;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;

/**
 * Explains a network by a sparse dictionary of one site.
 *
 * @param site     where
 * @param options  of the dictionary
 * @param progress who is told how far training is
 */
public record DictionaryExplainer(Site site, AutoencoderOptions options, Progress progress) implements Explainer {
    @Override
    public String method() {
        return "sae-" + options.kind().label();
    }

    @Override
    public Explanation fit(InstrumentedModel network, ContextSet contexts, Seed seed) {
        SparseAutoencoder dictionary = SparseAutoencoder.fit(
                network.record(contexts, site).values(), contexts.weights(), options, seed, progress);
        return new DictionaryExplanation(method(), network, site, dictionary);
    }
}
