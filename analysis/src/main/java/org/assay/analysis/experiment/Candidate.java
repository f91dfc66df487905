package org.assay.analysis.experiment;

import org.assay.analysis.explain.Explanation;

/**
 * An explanation as it stands in the table.
 *
 * @param method      name of the method
 * @param control     name of the control that it is, empty for the method itself
 * @param site        where it was fitted, empty for the whole network
 * @param explanation what was fitted
 */
record Candidate(String method, String control, String site, Explanation explanation) {
    static final String UNTRAINED = "untrained";
    static final String RANDOM = "random-subspace";
}
