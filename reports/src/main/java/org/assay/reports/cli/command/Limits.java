package org.assay.reports.cli.command;

import org.assay.reports.cli.terminal.UsageException;

/** Ranges of numbers on the command line. */
final class Limits {
    private Limits() {}

    /** Refuses a value of {@code option} outside {@code least .. most}. */
    static void require(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new UsageException(
                    option + " must lie in " + least + " .. " + most + ", got " + value, "give a number in that range");
        }
    }
}
