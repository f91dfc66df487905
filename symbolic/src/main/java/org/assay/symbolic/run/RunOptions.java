package org.assay.symbolic.run;

/**
 * How a program is run; answers are the same whatever is chosen.
 *
 * @param memory megabytes of states and laws that one thread remembers, about; beyond it they are forgotten between two
 *               sequences. 0 forgets after every sequence
 * @param bloom  whether units are tested by {@link Bloom} before they are tested exactly
 */
public record RunOptions(int memory, boolean bloom) {
    private static final int MOST_MEMORY = 4096;
    private static final int WORDS_PER_MEGABYTE = 1 << 17;

    /** 32 megabytes, no pre-test. */
    public static final RunOptions DEFAULT = new RunOptions(32, false);

    public RunOptions {
        if (memory < 0 || memory > MOST_MEMORY) {
            throw new IllegalArgumentException(
                    "the memory of an interpreter must lie between 0 and " + MOST_MEMORY + " megabytes, got " + memory);
        }
    }

    long memoryWords() {
        return (long) memory * WORDS_PER_MEGABYTE;
    }
}
