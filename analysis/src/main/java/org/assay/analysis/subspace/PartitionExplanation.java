package org.assay.analysis.subspace;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.explain.Explanation;
import org.assay.analysis.explain.Size;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;

/**
 * The claim that each block of a site holds a variable of its own. Its features are the coordinates in all blocks; it has no law of
 * its own, since all blocks together are the network.
 *
 * @param method  name for tables
 * @param network what is explained, asked again at every question
 */
public record PartitionExplanation(String method, InstrumentedModel network, Site site, FittedPartition fitted)
        implements Explanation {
    /** The blocks. */
    public Partition partition() {
        return fitted.partition();
    }

    @Override
    public Answer<Representation> features(ContextSet contexts) {
        Partition partition = partition();
        int assigned = partition.directions() - partition.unassigned();
        List<String> names = new ArrayList<>();
        for (int block = 0; block < partition.sizes().size(); block++) {
            for (int c = 0; c < partition.sizes().get(block); c++) {
                names.add("block." + block + "." + c);
            }
        }
        Matrix held = network.record(contexts, site).values();
        Matrix all = new Subspace(partition.mean(), partition.basis()).coordinates(held);
        return Answer.given(new Representation(contexts.id(), site, names, all.selectColumns(0, assigned)));
    }

    @Override
    public Answer<NextTokenTable> next(ContextSet contexts) {
        return Answer.cannotBeAsked("a partition says where variables lie, not what follows from them");
    }

    @Override
    public Size size() {
        return new Size(partition().sizes().size(), "blocks");
    }
}
