package org.assay.analysis.subspace.neighbour;

import java.util.List;

/**
 * How blocks are looked for.
 *
 * @param sizes     of the blocks, together as many as directions vary; empty: found by merging
 * @param unit      directions of the blocks that merging begins with, 1 or more; 0: 2 up to 32 directions, above a sixteenth
 * @param starts    trainings from different rotations, 1 or more: principal directions, axes, the rest at random
 * @param rounds    most times that so many starts are made where sizes are known, 1 or more: again and again, at random, until three
 *     starts have ended at the least distance met
 * @param steps     of each start, 1 or more; going on after a merge takes three tenths
 * @param sweeps    most rounds in which pairs of dependent blocks are turned at random and trained anew, 0 or more
 * @param samples   rows between whose blocks mutual information is estimated, 50 or more
 * @param queries   of a step, 1 or more
 * @param keys      of a step, 2 or more; 0: by the rule of {@link KeyCount}
 */
public record NeighbourOptions(
        List<Integer> sizes,
        int unit,
        int starts,
        int rounds,
        int steps,
        int sweeps,
        int samples,
        int queries,
        int keys) {
    /** Blocks are found: six starts of 1,500 steps, up to six times, four sweeps, 600 samples, 128 queries. */
    public static final NeighbourOptions DEFAULT = new NeighbourOptions(List.of(), 0, 6, 6, 1500, 4, 600, 128, 0);

    private static final int FEWEST_SAMPLES = 50;
    private static final int NARROW = 32;
    private static final int UNITS_OF_WIDE = 16;

    public NeighbourOptions {
        sizes = List.copyOf(sizes);
        if (sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("blocks need one direction or more each, got " + sizes);
        }
        if (starts < 1 || rounds < 1 || steps < 1 || queries < 1 || unit < 0 || sweeps < 0) {
            throw new IllegalArgumentException(
                    "starts, rounds, steps and queries must be 1 or more, unit and sweeps 0 or more, got " + starts
                            + ", " + rounds + ", " + steps + ", " + queries + ", " + unit + " and " + sweeps);
        }
        if (samples < FEWEST_SAMPLES || keys < 0 || keys == 1) {
            throw new IllegalArgumentException("samples must be " + FEWEST_SAMPLES
                    + " or more and keys 2 or more (0: by the rule), got " + samples + " and " + keys);
        }
    }

    /** The same, with blocks of these sizes. */
    public NeighbourOptions withSizes(List<Integer> given) {
        return new NeighbourOptions(given, unit, starts, rounds, steps, sweeps, samples, queries, keys);
    }

    /** The blocks to begin with where {@code directions} vary. */
    Blocks first(int directions) {
        if (sizes.isEmpty()) {
            int width = unit > 0 ? unit : directions <= NARROW ? 2 : directions / UNITS_OF_WIDE;
            return Blocks.ofUnits(directions, width);
        }
        Blocks blocks = new Blocks(sizes);
        if (blocks.coordinates() != directions) {
            throw new IllegalArgumentException("blocks of " + sizes + " are " + blocks.coordinates()
                    + " directions together, but " + directions + " vary; let the sizes be found, or give others");
        }
        return blocks;
    }
}
