package org.assay.analysis.explain;

import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.sequence.ContextSet;

/** Anything fitted to explain a network. Immutable; every question may be asked of any context set. */
public interface Explanation {
    /** Name of the method for tables, such as {@code principal-subspace}. */
    String method();

    /** What the explanation makes of each context: one row per context, one named direction per column. */
    Answer<Representation> features(ContextSet contexts);

    /** What the explanation says comes next: the network's own law where the explanation is an edit of the network. */
    Answer<NextTokenTable> next(ContextSet contexts);

    /** How large it is. */
    Size size();
}
