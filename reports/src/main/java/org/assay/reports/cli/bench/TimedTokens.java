package org.assay.reports.cli.bench;

import java.util.function.IntSupplier;
import org.assay.datasets.origin.Stopwatch;

/** How many tokens a second some work gets through. */
final class TimedTokens {
    private static final double SECONDS = 0.25;

    private TimedTokens() {}

    /** Repeats {@code work}, which says how many tokens it did, for a quarter of a second. */
    static double perSecond(IntSupplier work) {
        Stopwatch watch = Stopwatch.start();
        long tokens = 0;
        while (watch.seconds() < SECONDS) {
            tokens += work.getAsInt();
        }
        return tokens / watch.seconds();
    }
}
