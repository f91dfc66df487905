package org.assay.analysis.explain;

import java.util.Optional;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;

/**
 * An explanation that is a sequence model itself: a program, an n-gram predictor.
 *
 * @param model what answers
 * @param site  where its features are recorded, when it can be looked into
 * @param size  of the model
 */
public record ModelExplanation(String method, SequenceModel model, Optional<Site> site, Size size)
        implements Explanation {
    public ModelExplanation {
        if (site.isPresent()
                && !(model instanceof InstrumentedModel instrumented
                        && instrumented.sites().contains(site.get()))) {
            throw new IllegalArgumentException("model " + model.name() + " has no site " + site.get());
        }
    }

    @Override
    public Answer<Representation> features(ContextSet contexts) {
        if (site.isPresent() && model instanceof InstrumentedModel instrumented) {
            return Answer.given(instrumented.record(contexts, site.get()));
        }
        return Answer.cannotBeAsked("no features of contexts in method " + method);
    }

    @Override
    public Answer<NextTokenTable> next(ContextSet contexts) {
        return Answer.given(model.next(contexts));
    }
}
