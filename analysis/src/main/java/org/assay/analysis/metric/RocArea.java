package org.assay.analysis.metric;

/**
 * The area under the curve of true against false positives as a threshold falls: the probability that a score drawn from the
 * positives is larger than one drawn from the negatives, equal ones counting half (Mann and Whitney 1947). 1 = every positive above
 * every negative, 0.5 = scores that say nothing.
 */
public final class RocArea {
    private RocArea() {}

    /** NaN when all are positive, or all negative. */
    public static double of(double[] scores, boolean[] positive) {
        double[] ranks = RankCorrelation.ranks(scores);
        double sum = 0;
        double positives = 0;
        for (int i = 0; i < ranks.length; i++) {
            sum += positive[i] ? ranks[i] : 0;
            positives += positive[i] ? 1 : 0;
        }
        double negatives = ranks.length - positives;
        return positives == 0 || negatives == 0
                ? Double.NaN
                : (sum - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
