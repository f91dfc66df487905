package org.assay.analysis.control;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * A target whose rows are permuted, so that nothing about a row can be read out of it but by chance: what a read-out
 * still finds is over-fit (Shai et al. 2024, appendix A.7).
 */
public final class ShuffledTargets {
    private ShuffledTargets() {}

    /** The same rows in a uniformly random order. */
    public static Matrix of(Matrix target, Seed seed) {
        return target.selectRows(seed.draws().nextPermutation(target.rows()));
    }
}
