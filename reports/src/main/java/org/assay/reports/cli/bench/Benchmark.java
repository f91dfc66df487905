package org.assay.reports.cli.bench;

import java.util.OptionalDouble;

/** One hot path, timed round by round. */
interface Benchmark {
    String name();

    /** What limits it, in words; empty where {@link Round#ceiling} is. */
    String bound();

    /** Measures once, path and ceiling right after each other, so that what else runs on the machine slows both. */
    Round round();

    /**
     * @param tokensPerSecond    of the path
     * @param perProcessorSecond the same for each second that its thread spent on a processor; empty where that is not known
     * @param ceiling            in tokens per second
     */
    record Round(double tokensPerSecond, OptionalDouble perProcessorSecond, OptionalDouble ceiling) {}
}
