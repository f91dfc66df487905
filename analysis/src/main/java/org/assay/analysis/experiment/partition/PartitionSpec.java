package org.assay.analysis.experiment.partition;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.subspace.method.PartitionMethods;

/**
 * Which sites are cut, how, and what the cuts are scored on.
 *
 * @param sites     hook points of the residual stream, in the order of the network
 * @param methods   in the order of the table
 * @param blocks    how many a method cuts that must be told
 * @param factors   of the language that cuts are held against, all where empty
 * @param fitted    sequences that a cut is made on, drawn afresh for each seed
 * @param scored    sequences that scores are computed on, other ones; labels are used on one half, numbers come from the other
 * @param pairs     exchanges for each factor at most
 * @param draws     random partitions for the floor of captures
 * @param exchanged random blocks for the floor of exchanges
 */
public record PartitionSpec(
        List<String> sites,
        List<MethodSeeds> methods,
        int blocks,
        List<String> factors,
        int fitted,
        int scored,
        int pairs,
        int draws,
        int exchanged) {
    /** Told the factors by what they add to activations; see {@link org.assay.analysis.subspace.ceiling.TruePartition}. */
    public static final String TRUE_PARTITION = "true-partition";

    /** Told the factors by what exchanging them does; see {@link org.assay.analysis.subspace.ceiling.DistributedAlignment}. */
    public static final String ALIGNMENT = "mdas";

    /** Methods that were told the factors: what there is to reach, not competitors. */
    public static final List<String> CEILINGS = List.of(TRUE_PARTITION, ALIGNMENT);

    /** Rotations that no method chose: what any cut of the same sizes gets. */
    public static final String RANDOM = "random";

    private static final int MOST = 1 << 16;

    /**
     * @param name  as {@code assay partition methods} lists it, or a ceiling
     * @param seeds how often it cuts each site, on other contexts each time, from 1
     */
    public record MethodSeeds(String name, int seeds) {
        public MethodSeeds {
            if (!names().contains(name)) {
                throw new IllegalArgumentException(
                        "there is no way to cut called '" + name + "': there are " + String.join(", ", names()));
            }
            require("seeds of " + name, seeds, 1, 100);
        }
    }

    public PartitionSpec {
        sites = List.copyOf(sites);
        methods = List.copyOf(methods);
        factors = List.copyOf(factors);
        if (sites.isEmpty() || methods.isEmpty()) {
            throw new IllegalArgumentException("partitions need a site and a method, got " + sites + " and " + methods);
        }
        require("blocks", blocks, 1, MOST);
        require("fit_sequences", fitted, 2, MOST);
        require("score_sequences", scored, 4, MOST);
        require("pairs", pairs, 1, MOST);
        require("random_partitions", draws, 1, MOST);
        require("random_exchanges", exchanged, 1, MOST);
    }

    /** Every name that a method can have, in the order of a table. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(PartitionMethods.descriptions().keySet());
        names.addAll(CEILINGS);
        return List.copyOf(names);
    }

    private static void require(String role, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(role + " must lie in " + least + " .. " + most + ", got " + value);
        }
    }
}
