package org.assay.analysis.subspace.code;

import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/** A uniformly random orthonormal basis, so that nothing that is made here lies along an axis. */
final class RandomRotation {
    private RandomRotation() {}

    static Matrix of(int directions, Seed seed) {
        return RandomSubspace.of(new double[directions], directions, seed).basis();
    }
}
