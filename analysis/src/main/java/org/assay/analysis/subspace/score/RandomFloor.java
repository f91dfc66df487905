package org.assay.analysis.subspace.score;

import java.util.Arrays;
import java.util.List;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.origin.Seed;

/**
 * What random partitions of the same sizes get, scored as the partition itself is: the floor beside every number.
 *
 * @param completeness of random partitions
 * @param purity       of random partitions
 * @param harmonic     of random partitions
 * @param vMeasure     of random partitions, before any correction
 * @param oneToOne     of random partitions
 * @param capture      for each factor the largest capture by one block, corrected for chance
 * @param draws        how many
 */
public record RandomFloor(
        Spread completeness,
        Spread purity,
        Spread harmonic,
        Spread vMeasure,
        Spread oneToOne,
        List<Spread> capture,
        int draws) {
    private static final double HIGH = 0.95;

    /**
     * @param mean over the draws
     * @param high their 95th percentile
     */
    public record Spread(double mean, double high) {
        static Spread of(double[] values) {
            double[] sorted = Arrays.stream(values).sorted().toArray();
            int at = (int) Math.ceil(HIGH * sorted.length) - 1;
            return new Spread(Arrays.stream(values).average().orElseThrow(), sorted[Math.max(0, at)]);
        }
    }

    /** @param draws at least 1; {@link SizeMatched#DRAWS} unless there is a reason */
    public static RandomFloor of(
            Partition partition, FactorCovariances chosen, FactorCovariances scored, int draws, Seed seed) {
        double[][] values = new double[5][draws];
        double[][] captures = new double[scored.factors()][draws];
        for (int i = 0; i < draws; i++) {
            Partition random = SizeMatched.draw(partition, seed.child(i));
            Recovery recovery = Recovery.of(random, chosen, scored, 1, seed.child(i));
            values[0][i] = recovery.completeness();
            values[1][i] = recovery.purity();
            values[2][i] = recovery.harmonic();
            values[3][i] = recovery.vMeasure();
            values[4][i] = recovery.oneToOne();
            CaptureMatrix capture = CaptureMatrix.of(random, scored);
            for (int k = 0; k < captures.length; k++) {
                captures[k][i] = capture.corrected(capture.blockAboveChance(k), k);
            }
        }
        return new RandomFloor(
                Spread.of(values[0]),
                Spread.of(values[1]),
                Spread.of(values[2]),
                Spread.of(values[3]),
                Spread.of(values[4]),
                Arrays.stream(captures).map(Spread::of).toList(),
                draws);
    }
}
