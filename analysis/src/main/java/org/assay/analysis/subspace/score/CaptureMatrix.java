package org.assay.analysis.subspace.score;

import java.util.List;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;

/**
 * Which block holds which factor: {@code A[s,k] = tr(U_s Sigma_k U_s') / tr(Sigma_k)}, the share of what factor k adds that lies in
 * block s. A column sums to 1 with what lies in no block; a random block of d_s of D directions has d_s/D, and {@link #corrected}
 * takes that away.
 *
 * @param factors names of the columns
 * @param share   A, blocks x factors
 * @param chance  d_s/D of each block
 * @param outside for each factor the share that lies in no block
 */
public record CaptureMatrix(List<String> factors, double[][] share, double[] chance, double[] outside) {
    public CaptureMatrix {
        factors = List.copyOf(factors);
    }

    public static CaptureMatrix of(Partition partition, FactorCovariances factors) {
        if (partition.directions() != factors.directions()) {
            throw new IllegalArgumentException("a partition of " + partition.directions()
                    + " directions cannot capture factors in " + factors.directions());
        }
        List<Subspace> blocks = partition.blocks();
        double[][] share = new double[blocks.size()][factors.factors()];
        double[] chance = new double[blocks.size()];
        double[] outside = new double[factors.factors()];
        for (int k = 0; k < outside.length; k++) {
            Matrix sigma = factors.added().get(k);
            double total = FactorCovariances.trace(sigma);
            outside[k] = 1;
            for (int s = 0; s < share.length; s++) {
                share[s][k] = Math.max(0, FactorCovariances.inside(blocks.get(s).basis(), sigma) / total);
                outside[k] -= share[s][k];
                chance[s] = (double) partition.sizes().get(s) / partition.directions();
            }
            outside[k] = partition.unassigned() == 0 ? 0 : Math.max(0, outside[k]);
        }
        return new CaptureMatrix(factors.names(), share, chance, outside);
    }

    /** How many blocks there are, S. */
    public int blocks() {
        return share.length;
    }

    /** {@code (A - d_s/D) / (1 - d_s/D)}: 1 where all of it is captured, 0 at random; 0 for a block of all directions. */
    public double corrected(int block, int factor) {
        return chance[block] >= 1 ? 0 : (share[block][factor] - chance[block]) / (1 - chance[block]);
    }

    /** The block that holds most of a factor, the first of equals. */
    public int blockOf(int factor) {
        int most = 0;
        for (int s = 1; s < share.length; s++) {
            most = share[s][factor] > share[most][factor] ? s : most;
        }
        return most;
    }

    /** The block that holds most of a factor beyond what a random one of its size would, the first of equals. */
    public int blockAboveChance(int factor) {
        int most = 0;
        for (int s = 1; s < share.length; s++) {
            most = corrected(s, factor) > corrected(most, factor) ? s : most;
        }
        return most;
    }

    /** {@code M[s,k] = A[s,k] / K}, what lies in no block as the last row; sums to 1. */
    public double[][] mass() {
        double[][] mass = new double[share.length + 1][factors.size()];
        for (int k = 0; k < factors.size(); k++) {
            double sum = outside[k];
            for (double[] row : share) {
                sum += row[k];
            }
            for (int s = 0; s < share.length; s++) {
                mass[s][k] = share[s][k] / sum / factors.size();
            }
            mass[share.length][k] = outside[k] / sum / factors.size();
        }
        return mass;
    }
}
