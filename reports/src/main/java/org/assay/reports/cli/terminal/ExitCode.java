package org.assay.reports.cli.terminal;

/** How a command ended, as other programs see it. */
public enum ExitCode {
    OK(0),
    /** A fault of ours. */
    INTERNAL(1),
    /** Unknown command, option, language or experiment. */
    USAGE(2),
    /** Bad configuration or data: a YAML file, a token outside the vocabulary. */
    BAD_INPUT(3),
    /** A damaged or untrusted file. */
    DAMAGED(4),
    /** Finished, but a stated check failed. */
    CHECK_FAILED(5),
    /** A number turned NaN or infinite. */
    DIVERGED(6),
    /** Unwritable folder, full disk, no memory. */
    RESOURCES(7),
    /** Interrupted with a valid checkpoint: the same command goes on. */
    INTERRUPTED(75);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
