package org.assay.analysis.dictionary;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.explain.Explanation;
import org.assay.analysis.explain.Size;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;

/**
 * The claim that a site holds a few of many directions at a time. Its features are the latents; its next-token law is that of the
 * network when the activation of the row is replaced by its reconstruction.
 *
 * @param method  name for tables
 * @param network what is explained, asked again at every question
 */
public record DictionaryExplanation(String method, InstrumentedModel network, Site site, SparseAutoencoder dictionary)
        implements Explanation {
    @Override
    public Answer<Representation> features(ContextSet contexts) {
        Matrix latents = dictionary.latents(network.record(contexts, site).values());
        List<String> names = IntStream.range(0, latents.columns())
                .mapToObj(m -> "latent." + m)
                .toList();
        return Answer.given(new Representation(contexts.id(), site, names, latents));
    }

    @Override
    public Answer<NextTokenTable> next(ContextSet contexts) {
        Matrix latents = dictionary.latents(network.record(contexts, site).values());
        return Answer.given(
                network.run(contexts, new Intervention(site, Optional.empty(), dictionary.reconstruct(latents))));
    }

    @Override
    public Size size() {
        return new Size(dictionary.directions().rows(), "latents");
    }
}
