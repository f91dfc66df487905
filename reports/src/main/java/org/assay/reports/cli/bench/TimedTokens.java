package org.assay.reports.cli.bench;

import java.util.OptionalDouble;
import java.util.function.IntSupplier;
import org.assay.datasets.origin.Stopwatch;

/** How many tokens a second some work gets through. */
final class TimedTokens {
    private static final double SECONDS = 0.25;

    private TimedTokens() {}

    /**
     * @param perSecond          by the clock on the wall
     * @param perProcessorSecond of the thread; empty where the machine does not tell it
     */
    record Rate(double perSecond, OptionalDouble perProcessorSecond) {}

    /** Repeats {@code work}, which says how many tokens it did, for a quarter of a second. */
    static Rate of(IntSupplier work) {
        Stopwatch watch = Stopwatch.start();
        long tokens = 0;
        while (watch.seconds() < SECONDS) {
            tokens += work.getAsInt();
        }
        double busy = watch.processorSeconds();
        return new Rate(tokens / watch.seconds(), busy > 0 ? OptionalDouble.of(tokens / busy) : OptionalDouble.empty());
    }

    /** By the clock on the wall alone. */
    static double perSecond(IntSupplier work) {
        return of(work).perSecond();
    }
}
