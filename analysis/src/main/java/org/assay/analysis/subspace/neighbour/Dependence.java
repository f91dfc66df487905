package org.assay.analysis.subspace.neighbour;

import java.util.Arrays;
import java.util.List;
import org.assay.analysis.information.BlockInformation;
import org.assay.analysis.information.PairInformation;
import org.assay.datasets.origin.Seed;

/**
 * Which blocks tell about each other: mutual information that bears ties, against shuffled samples. Distinct rows count the same, so
 * what is measured is which combinations occur and not how often.
 */
final class Dependence {
    /** An excess over chance of less than this many standard deviations of chance counts for nothing. */
    static final double LEAST_Z = 4;

    /** Nats. */
    static final double LEAST_EXCESS = 0.25;

    private final int[] sample;
    private final Seed seed;

    /** @param most samples, drawn without replacement */
    Dependence(int rows, int most, Seed seed) {
        this.sample = Arrays.copyOf(seed.child("sample").draws().nextPermutation(rows), Math.min(rows, most));
        this.seed = seed.child("shuffles");
    }

    /** All pairs of blocks. */
    List<PairInformation> pairs(Cut cut, float[][] rows) {
        return BlockInformation.of(cut.blockRows(rows, sample), BlockInformation.Options.DEFAULT, seed);
    }

    /** Whether the two blocks depend on each other beyond doubt and by enough to matter. */
    static boolean depends(PairInformation pair) {
        return pair.z() > LEAST_Z && pair.excess() > LEAST_EXCESS;
    }
}
