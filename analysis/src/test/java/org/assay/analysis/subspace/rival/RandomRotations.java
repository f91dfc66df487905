package org.assay.analysis.subspace.rival;

import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/** Rotations that no method may mind. */
final class RandomRotations {
    private RandomRotations() {}

    static Matrix of(int directions, Seed seed) {
        return RandomSubspace.of(new double[directions], directions, seed).basis();
    }
}
