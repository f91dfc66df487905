package org.assay.reports.cli.command;

import org.assay.datasets.origin.Seed;
import picocli.CommandLine.Option;

/** How many sequences of a language a command about partitions draws, and from which seed. */
final class DrawnSequences {
    @Option(
            names = "--sequences",
            defaultValue = "200",
            paramLabel = "N",
            description = "Sequences that are drawn; ${DEFAULT-VALUE} when not given.")
    private int count;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "S",
            description = "Of everything that is drawn; ${DEFAULT-VALUE} when not given.")
    private long seed;

    /** How many, at least {@code least}. */
    int count(int least) {
        Limits.require("--sequences", count, least, 1 << 16);
        return count;
    }

    /** The seed as it was given. */
    long number() {
        return seed;
    }

    Seed seed() {
        return Seed.of(seed);
    }
}
