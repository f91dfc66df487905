package org.assay.analysis.program;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * What a network holds at each of its sites, and which rows are fitted on: no two rows on different sides have the same context.
 *
 * @param values  for each site rows x directions
 * @param fit     rows that readings and subspaces are found on
 * @param heldOut rows that they are tried on
 */
record HeldActivations(ContextSet contexts, List<Site> sites, List<Matrix> values, int[] fit, int[] heldOut) {
    private static final int DEPTH = 6;
    private static final double HELD_OUT = 0.5;

    static HeldActivations of(InstrumentedModel network, ContextSet contexts, List<Site> sites) {
        int depth = Math.max(1, Math.min(DEPTH, contexts.longest() / 2));
        Split split = Split.bySubtree(contexts, depth, HELD_OUT, "placement");
        List<Matrix> values = sites.stream()
                .map(site -> network.record(contexts, site).values())
                .toList();
        return new HeldActivations(contexts, sites, values, split.fit(), split.heldOut());
    }
}
