package org.assay.analysis.subspace.score;

import java.util.List;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.Subspace;

/**
 * What a block is made of: {@code P[s,k] = tr(U_s Sigma_k U_s') / tr(U_s Sigma_tot U_s')}, the share of the variance in block s that
 * factor k adds. Beside the factors' shares stand what factors that depend on each other add together (cross, of either sign) and
 * what no factor explains (residual); the three sum to 1.
 *
 * @param factors  names of the columns
 * @param share    P, blocks x factors; 0 where a block does not vary
 * @param cross    of each block
 * @param residual of each block
 * @param variance share of all the variance at the site that lies in each block
 */
public record PurityMatrix(
        List<String> factors, double[][] share, double[] cross, double[] residual, double[] variance) {
    /** Below this share of the variance of a site a block counts as not varying: rounding. */
    private static final double VARIES = 1e-12;

    public PurityMatrix {
        factors = List.copyOf(factors);
    }

    public static PurityMatrix of(Partition partition, FactorCovariances factors) {
        List<Subspace> blocks = partition.blocks();
        double[][] share = new double[blocks.size()][factors.factors()];
        double[] cross = new double[blocks.size()];
        double[] residual = new double[blocks.size()];
        double[] variance = new double[blocks.size()];
        double total = FactorCovariances.trace(factors.total());
        for (int s = 0; s < share.length; s++) {
            double inside = FactorCovariances.inside(blocks.get(s).basis(), factors.total());
            variance[s] = inside / total;
            residual[s] = 1;
            if (!(variance[s] > VARIES)) {
                continue;
            }
            double sum = 0;
            for (int k = 0; k < share[s].length; k++) {
                share[s][k] = FactorCovariances.inside(
                                blocks.get(s).basis(), factors.added().get(k))
                        / inside;
                sum += share[s][k];
            }
            double explained = FactorCovariances.inside(blocks.get(s).basis(), factors.explained()) / inside;
            cross[s] = explained - sum;
            residual[s] = 1 - explained;
        }
        return new PurityMatrix(factors.names(), share, cross, residual, variance);
    }

    /** {@code max_k P[s,k]}. */
    public double purity(int block) {
        double most = 0;
        for (double of : share[block]) {
            most = Math.max(most, of);
        }
        return most;
    }
}
