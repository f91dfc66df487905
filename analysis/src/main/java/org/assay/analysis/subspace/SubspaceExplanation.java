package org.assay.analysis.subspace;

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
 * The claim that a subspace of a site is all that matters there. Its features are the coordinates in the subspace; its
 * next-token law is that of the network when everything else at the site and position is set to its mean:
 * {@code h' = mean + U'U (h - mean)}.
 *
 * @param method  name for tables
 * @param network what is explained, asked again at every question
 */
public record SubspaceExplanation(String method, InstrumentedModel network, Site site, Subspace subspace)
        implements Explanation {
    public SubspaceExplanation {
        if (!network.sites().contains(site)) {
            throw new IllegalArgumentException("network " + network.name() + " has no site " + site);
        }
    }

    @Override
    public Answer<Representation> features(ContextSet contexts) {
        Representation held = network.record(contexts, site);
        List<String> names = IntStream.range(0, subspace.dimensions())
                .mapToObj(i -> "coordinate." + i)
                .toList();
        return Answer.given(new Representation(contexts.id(), site, names, subspace.coordinates(held.values())));
    }

    @Override
    public Answer<NextTokenTable> next(ContextSet contexts) {
        Matrix complement = subspace.complement();
        if (complement.rows() == 0) {
            return Answer.given(network.next(contexts));
        }
        Matrix means = Matrix.zeros(contexts.rows(), subspace.directions());
        for (int r = 0; r < contexts.rows(); r++) {
            System.arraycopy(subspace.mean(), 0, means.values(), r * means.columns(), means.columns());
        }
        return Answer.given(network.run(contexts, new Intervention(site, Optional.of(complement), means)));
    }

    @Override
    public Size size() {
        return new Size(subspace.dimensions(), "directions");
    }
}
