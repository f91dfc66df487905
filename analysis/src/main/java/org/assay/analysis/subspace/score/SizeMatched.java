package org.assay.analysis.subspace.score;

import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.origin.Seed;

/** The floor of every score of a partition: a uniformly random rotation of the site cut into blocks of the same sizes. */
public final class SizeMatched {
    /** Draws that a mean over random partitions takes unless told otherwise. */
    public static final int DRAWS = 100;

    private SizeMatched() {}

    public static Partition draw(Partition partition, Seed seed) {
        return new Partition(
                partition.mean(),
                RandomSubspace.of(partition.mean(), partition.directions(), seed)
                        .basis(),
                partition.sizes());
    }
}
