package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.analysis.Draw;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Activations that hold factors exactly where the test says: every value of factor k is a random code in its own axes, all is turned
 * by a random rotation and noise is added. The second factor copies the first with probability {@code dependence}.
 */
final class KnownCodes {
    final List<KnownFactor> factors = new ArrayList<>();
    final Matrix activations;
    final double[] weights;
    final Matrix rotation;
    private final int[] sizes;

    KnownCodes(int rows, int[] cardinalities, int[] sizes, double dependence, double noise, long seed) {
        this.sizes = sizes;
        int directions = Arrays.stream(sizes).sum();
        Draws draws = Seed.of(seed).draws();
        weights = new double[rows];
        Arrays.fill(weights, 1.0 / rows);
        int[][] values = new int[sizes.length][rows];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < cardinalities.length; k++) {
                values[k][r] = draws.nextInt(cardinalities[k]);
            }
            if (sizes.length > 1 && draws.nextDouble() < dependence) {
                values[1][r] = values[0][r] % cardinalities[1];
            }
        }
        Matrix h = Draw.normal(rows, directions, seed + 1);
        for (int i = 0; i < h.values().length; i++) {
            h.values()[i] *= noise;
        }
        int from = 0;
        for (int k = 0; k < cardinalities.length; k++) {
            Matrix codes = Draw.normal(cardinalities[k], sizes[k], seed + 2 + k);
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < sizes[k]; c++) {
                    h.values()[r * directions + from + c] += codes.get(values[k][r], c);
                }
            }
            from += sizes[k];
            factors.add(KnownFactor.discrete("factor." + k, values[k], cardinalities[k]));
        }
        rotation = RandomSubspace.of(
                        new double[directions], directions, Seed.of(seed).child("rotation"))
                .basis();
        activations = h.times(rotation);
    }

    FactorCovariances joint() {
        return FactorCovariances.joint(activations, weights, factors);
    }

    /** The blocks that the codes were put in. */
    Partition truth() {
        return partition(Arrays.stream(sizes).boxed().toArray(Integer[]::new));
    }

    /** The rotated axes cut into these blocks. */
    Partition partition(Integer... blockSizes) {
        return new Partition(new double[rotation.rows()], rotation, List.of(blockSizes));
    }

    Partition random(long seed) {
        return SizeMatched.draw(truth(), Seed.of(seed));
    }
}
