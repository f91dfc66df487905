package org.assay.reports.cli.command;

import picocli.CommandLine.Option;

/** Options that every command has. */
final class GlobalOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    private boolean help;

    @Option(names = "--debug", description = "Add the stack trace to the message of a failure.")
    private boolean debug;
}
