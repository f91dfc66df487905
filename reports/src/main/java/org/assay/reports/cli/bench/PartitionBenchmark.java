package org.assay.reports.cli.bench;

import java.util.OptionalDouble;
import org.assay.analysis.subspace.neighbour.NeighbourSteps;
import org.assay.datasets.origin.Seed;
import org.assay.neural.djl.MachineCeiling;

/**
 * Steps of neighbour distance minimisation on one thread: 64 directions in 16 blocks, 128 queries, 1,024 keys. Counted are rows, queries
 * and keys, as tokens. The ceiling is the rate of a large matrix product on the same thread, divided by the operations of a step that
 * are products.
 */
final class PartitionBenchmark implements Benchmark {
    static final String NAME = "partition-step";

    private static final int ROWS = 20_000;
    private static final int DIRECTIONS = 64;
    private static final int BLOCKS = 16;
    private static final int QUERIES = 128;
    private static final int KEYS = 1024;
    private static final int BATCHES = 16;

    private final NeighbourSteps steps =
            NeighbourSteps.ofNormalRows(ROWS, DIRECTIONS, BLOCKS, QUERIES, KEYS, BATCHES, Seed.of(0));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String bound() {
        return "matrix-product rate of one thread / (2 (Q + N) d^2 + 2 Q N d + 6 d^3 operations / (Q + N) rows), with Q queries,"
                + " N keys, d directions";
    }

    @Override
    public Round round() {
        TimedTokens.Rate rate = TimedTokens.of(() -> {
            steps.lap();
            return rowsPerLap();
        });
        double cube = (double) DIRECTIONS * DIRECTIONS * DIRECTIONS;
        double flop = 2.0 * (QUERIES + KEYS) * DIRECTIONS * DIRECTIONS + 2.0 * QUERIES * KEYS * DIRECTIONS + 6 * cube;
        double ceiling = MachineCeiling.measure().gigaflops() * 1e9 / flop * (QUERIES + KEYS);
        return new Round(rate.perSecond(), rate.perProcessorSecond(), OptionalDouble.of(ceiling));
    }

    NeighbourSteps steps() {
        return steps;
    }

    /** Rows that a lap, one step on every batch, looks at. */
    int rowsPerLap() {
        return BATCHES * (QUERIES + KEYS);
    }
}
