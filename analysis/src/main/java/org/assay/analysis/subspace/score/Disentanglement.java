package org.assay.analysis.subspace.score;

/**
 * Disentanglement, completeness and informativeness (DCI) with blocks as codes and what can be told linearly as importance R:
 * {@code D_s = 1 - H_K(R_s / sum_k R_sk)} weighted by what s tells in all, {@code C_k = 1 - H_S(R_.k / sum_s R_sk)} weighted by what is
 * told of k in all, entropies to base K and S; informativeness is the best block's information, mean over factors.
 *
 * @param disentanglement 1 when every block tells of one factor, 0 when all tell of all alike
 * @param completeness    1 when every factor is told by one block
 * @param informativeness 1 when every factor is told exactly by some block
 * @param gap             best minus second-best block, mean over factors
 */
public record Disentanglement(double disentanglement, double completeness, double informativeness, double gap) {
    public static Disentanglement of(InformationMatrix information) {
        int blocks = information.linear().length;
        int factors = information.factors().size();
        double[] ofBlock = new double[blocks];
        double[] ofFactor = new double[factors];
        double total = 0;
        double best = 0;
        double gap = 0;
        for (int k = 0; k < factors; k++) {
            double most = 0;
            for (int s = 0; s < blocks; s++) {
                double importance = information.importance(s, k);
                ofBlock[s] += importance;
                ofFactor[k] += importance;
                total += importance;
                most = Math.max(most, importance);
            }
            best += most / factors;
            gap += information.gap(k) / factors;
        }
        if (total == 0) {
            return new Disentanglement(0, 0, 0, 0);
        }
        double byBlock = 0;
        double byFactor = 0;
        for (int s = 0; s < blocks; s++) {
            for (int k = 0; k < factors; k++) {
                double importance = information.importance(s, k);
                byBlock -= importance > 0 ? importance * StrictMath.log(importance / ofBlock[s]) : 0;
                byFactor -= importance > 0 ? importance * StrictMath.log(importance / ofFactor[k]) : 0;
            }
        }
        return new Disentanglement(
                factors < 2 ? 1 : 1 - byBlock / total / StrictMath.log(factors),
                blocks < 2 ? 1 : 1 - byFactor / total / StrictMath.log(blocks),
                best,
                gap);
    }
}
