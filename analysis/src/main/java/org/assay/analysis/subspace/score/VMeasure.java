package org.assay.analysis.subspace.score;

import org.assay.analysis.subspace.Partition;
import org.assay.datasets.origin.Seed;

/**
 * How far two ways to cut the same mass agree: {@code homogeneity = 1 - H(k|s)/H(k)}, 1 when every block s holds one factor k;
 * {@code completeness = 1 - H(s|k)/H(s)}, 1 when every factor lies in one block; and their harmonic mean (V-measure). What has no
 * entropy to lose counts as 1.
 *
 * @param homogeneity  in [0, 1]
 * @param completeness in [0, 1]
 * @param value        their harmonic mean, 0 when both are
 */
public record VMeasure(double homogeneity, double completeness, double value) {
    private static final double NOTHING = 1e-12;

    /** @param mass rows s x columns k, not negative, with a positive sum */
    public static VMeasure of(double[][] mass) {
        double[] ofRow = new double[mass.length];
        double[] ofColumn = new double[mass[0].length];
        double total = 0;
        for (int s = 0; s < mass.length; s++) {
            for (int k = 0; k < ofColumn.length; k++) {
                ofRow[s] += mass[s][k];
                ofColumn[k] += mass[s][k];
                total += mass[s][k];
            }
        }
        if (!(total > 0)) {
            throw new ArithmeticException("a table of mass needs a positive sum, got " + total);
        }
        double joint = 0;
        for (double[] row : mass) {
            joint += entropy(row, total);
        }
        double rows = entropy(ofRow, total);
        double columns = entropy(ofColumn, total);
        double homogeneity = columns < NOTHING ? 1 : clipped(1 - (joint - rows) / columns);
        double completeness = rows < NOTHING ? 1 : clipped(1 - (joint - columns) / rows);
        double sum = homogeneity + completeness;
        return new VMeasure(homogeneity, completeness, sum == 0 ? 0 : 2 * homogeneity * completeness / sum);
    }

    /**
     * {@code (V - E V) / (1 - E V)} with the expectation over random partitions of the same sizes: 1 for a perfect partition, 0 on
     * average for random ones.
     *
     * @param draws how many random partitions, at least one
     */
    public static double adjusted(Partition partition, FactorCovariances factors, int draws, Seed seed) {
        double value = of(CaptureMatrix.of(partition, factors).mass()).value();
        double chance = 0;
        for (int i = 0; i < draws; i++) {
            Partition random = SizeMatched.draw(partition, seed.child(i));
            chance += of(CaptureMatrix.of(random, factors).mass()).value() / draws;
        }
        return chance > 1 - NOTHING ? 0 : (value - chance) / (1 - chance);
    }

    /** -sum p ln p of entries over {@code total}; StrictMath for the same bits everywhere. */
    private static double entropy(double[] entries, double total) {
        double sum = 0;
        for (double entry : entries) {
            sum -= entry > 0 ? entry / total * StrictMath.log(entry / total) : 0;
        }
        return sum;
    }

    private static double clipped(double value) {
        return Math.min(1, Math.max(0, value));
    }
}
