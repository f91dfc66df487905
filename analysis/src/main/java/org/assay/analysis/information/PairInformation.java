package org.assay.analysis.information;

/**
 * How much two blocks tell about each other.
 *
 * @param first    index of one block
 * @param second   index of the other, greater
 * @param estimate nats, biased
 * @param chance   the same estimate where the samples of the second block were shuffled
 */
public record PairInformation(int first, int second, double estimate, ShuffleNull chance) {
    /** The estimate less what chance gives: nats, about 0 for independent blocks. */
    public double excess() {
        return estimate - chance.mean();
    }

    /** The excess in standard deviations of chance; without an excess 0, without a deviation beside one infinite. */
    public double z() {
        return excess() == 0 ? 0 : excess() / chance.sd();
    }

    /** Whether the estimate lies above the 99th percentile of chance and by more than {@code margin} nats above its mean. */
    public boolean exceedsChance(double margin) {
        return estimate > chance.percentile99() && excess() > margin;
    }
}
