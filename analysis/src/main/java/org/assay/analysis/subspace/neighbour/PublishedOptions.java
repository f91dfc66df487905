package org.assay.analysis.subspace.neighbour;

/**
 * The settings of the published procedure.
 *
 * @param unit          directions of the blocks at the beginning
 * @param queries       of a step
 * @param keys          of a step, no query among them
 * @param rate          learning rate
 * @param mergeStart    step of the first merge
 * @param mergeInterval steps between merges, and between re-initialisations before
 * @param mostSteps     merges end a hundred steps before
 * @param threshold     mutual information per dimension, nats, above which two blocks are merged
 * @param reinitialise  whether before the first merge the block of the largest distance is turned with another at every interval,
 *     and the best rotation of that time is gone on with: done for toys, not for language models
 * @param estimateQueries rows from which mutual information is estimated
 * @param estimateKeys    rows among which their neighbours are looked for
 */
public record PublishedOptions(
        int unit,
        int queries,
        int keys,
        double rate,
        int mergeStart,
        int mergeInterval,
        int mostSteps,
        double threshold,
        boolean reinitialise,
        int estimateQueries,
        int estimateKeys) {
    /**
     * As for the toy of 40 features in 12 directions: units of 2, 60,000 steps before the first merge, one every 3,000 after. Keys
     * were the other three of a group of four queries there.
     */
    public static final PublishedOptions TOY =
            new PublishedOptions(2, 128, 3, 1e-3, 60_000, 3_000, 100_000, 0.04, true, 1_000, 4_000);

    public PublishedOptions {
        if (unit < 1 || queries < 1 || keys < 1 || mergeStart < 1 || mergeInterval < 1 || mostSteps < mergeStart) {
            throw new IllegalArgumentException(
                    "unit, queries, keys and intervals must be 1 or more and the most steps no less than the merge start, got "
                            + unit + ", " + queries + ", " + keys + ", " + mergeStart + ", " + mergeInterval + ", "
                            + mostSteps);
        }
        if (!(rate > 0) || Double.isNaN(threshold) || estimateQueries < 1 || estimateKeys < 1) {
            throw new IllegalArgumentException("rate and rows to estimate from must be positive and the threshold a"
                    + " number, got " + rate + ", " + estimateQueries + ", " + estimateKeys + " and " + threshold);
        }
    }

    /** The toy's settings without re-initialisation and with so many keys, as language models are treated. */
    public PublishedOptions asForLanguageModels(int manyKeys) {
        return new PublishedOptions(
                unit,
                queries,
                manyKeys,
                rate,
                mergeStart,
                mergeInterval,
                mostSteps,
                threshold,
                false,
                estimateQueries,
                estimateKeys);
    }
}
