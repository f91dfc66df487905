package org.assay.reports.cli.bench;

import java.util.OptionalDouble;

/** One hot path, timed round by round. */
interface Benchmark extends AutoCloseable {
    String name();

    /** What limits it, in words; empty where {@link Round#ceiling} is. */
    String bound();

    /** Measures once, path and ceiling right after each other, so that what else runs on the machine slows both. */
    Round round();

    /** Gives back what the rounds held. */
    @Override
    default void close() {}

    /**
     * @param tokensPerSecond          of the path
     * @param perProcessorSecond       the same for each second that its thread spent on a processor; empty where not known
     * @param ceiling                  in tokens per second
     * @param python                   tokens per second of the same work in Python
     * @param pythonPerProcessorSecond the same for each second that Python spent on a processor
     */
    record Round(
            double tokensPerSecond,
            OptionalDouble perProcessorSecond,
            OptionalDouble ceiling,
            OptionalDouble python,
            OptionalDouble pythonPerProcessorSecond) {
        /** Without Python. */
        Round(double tokensPerSecond, OptionalDouble perProcessorSecond, OptionalDouble ceiling) {
            this(tokensPerSecond, perProcessorSecond, ceiling, OptionalDouble.empty(), OptionalDouble.empty());
        }

        /** With Python, which did {@code tokens} in so many seconds by the clock and on a processor. */
        Round beside(double tokens, double seconds, double processorSeconds) {
            return new Round(
                    tokensPerSecond,
                    perProcessorSecond,
                    ceiling,
                    OptionalDouble.of(tokens / seconds),
                    OptionalDouble.of(tokens / processorSeconds));
        }
    }
}
