package org.assay.analysis.explain;

import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;

/** A method that fits explanations, with its options. The same network, contexts and seed give the same explanation. */
public interface Explainer {
    /** Name of the method for tables. */
    String method();

    /** Fits an explanation of {@code network} to what it does on {@code contexts}; labels of the truth are not seen. */
    Explanation fit(InstrumentedModel network, ContextSet contexts, Seed seed);
}
