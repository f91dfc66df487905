package org.assay.analysis.subspace.neighbour;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How blocks came together and what they fall into, with how sure each joint is.
 *
 * @param size   directions
 * @param joint  how the parts depend on each other; null for a leaf
 * @param parts  none, or two
 */
public record BlockTree(int size, Joint joint, List<BlockTree> parts) {
    public BlockTree {
        parts = List.copyOf(parts);
        if (!parts.isEmpty() && (parts.size() != 2 || joint == null)) {
            throw new IllegalArgumentException("a block falls into two parts that are joined, got " + parts.size());
        }
    }

    /**
     * What two parts tell about each other.
     *
     * @param excess mutual information less what shuffled samples give, nats
     * @param z      the same in standard deviations of what shuffled samples give
     */
    public record Joint(double excess, double z) {}

    static BlockTree leaf(int size) {
        return new BlockTree(size, null, List.of());
    }

    static BlockTree joined(BlockTree first, BlockTree second, double excess, double z) {
        return new BlockTree(first.size + second.size, new Joint(excess, z), List.of(first, second));
    }

    /** Such as {@code 4(2 2: 2.51 nats, z 120)}. */
    public String inWords() {
        if (parts.isEmpty()) {
            return Integer.toString(size);
        }
        String inside = parts.stream().map(BlockTree::inWords).collect(Collectors.joining(" "));
        return String.format(Locale.ROOT, "%d(%s: %.2f nats, z %.0f)", size, inside, joint.excess(), joint.z());
    }
}
