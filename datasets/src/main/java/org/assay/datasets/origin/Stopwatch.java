package org.assay.datasets.origin;

/** Elapsed wall time by the monotonic clock, which never jumps. With {@link Provenance} the only user of a clock. */
public final class Stopwatch {
    private final long start = System.nanoTime();

    private Stopwatch() {}

    public static Stopwatch start() {
        return new Stopwatch();
    }

    /** Seconds since the start. */
    public double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }
}
