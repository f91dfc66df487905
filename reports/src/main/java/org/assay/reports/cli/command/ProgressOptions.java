package org.assay.reports.cli.command;

import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import picocli.CommandLine.Option;

/** Options of commands that take a while. */
final class ProgressOptions {
    @Option(names = "--quiet", description = "No bars: a line now and then.")
    private boolean quiet;

    /** The progress that {@code console} can show, told the environment of this process. */
    ConsoleProgress progress(Console console) {
        return ConsoleProgress.of(console, quiet, System.getenv());
    }
}
