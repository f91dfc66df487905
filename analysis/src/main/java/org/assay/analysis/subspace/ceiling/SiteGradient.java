package org.assay.analysis.subspace.ceiling;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;

/** How far a network's answer is from a target when a site is edited, and how that changes with the edit. */
public interface SiteGradient {
    /**
     * @param loss     mean over rows of KL(target || law), nats
     * @param gradient of the loss by what each row holds, n x D
     */
    record At(double loss, Matrix gradient) {}

    /**
     * @param bases  n contexts
     * @param held   n x D: what the site holds at the last position of each row, in place of what it did
     * @param target n laws
     */
    At at(ContextSet bases, Matrix held, NextTokenTable target);
}
