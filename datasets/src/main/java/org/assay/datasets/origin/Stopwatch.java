package org.assay.datasets.origin;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Elapsed time: by the monotonic clock, which never jumps, and as the processor time of the thread that started it, which what
 * else runs on the machine does not lengthen. With {@link Provenance} the only user of a clock.
 */
public final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long start = System.nanoTime();
    private final long startOfProcessor = processorNanoseconds();

    private Stopwatch() {}

    public static Stopwatch start() {
        return new Stopwatch();
    }

    /** Seconds since the start. */
    public double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    /**
     * Seconds that the calling thread, which must be the one that started this, has spent on a processor since; 0 on a machine
     * that does not say.
     */
    public double processorSeconds() {
        return (processorNanoseconds() - startOfProcessor) * 1e-9;
    }

    private static long processorNanoseconds() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }
}
