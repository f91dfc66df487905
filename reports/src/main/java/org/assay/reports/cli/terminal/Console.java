package org.assay.reports.cli.terminal;

import java.io.PrintStream;
import java.util.OptionalInt;

/**
 * Where a command writes: results to {@code out} and nowhere else, so that they can be piped; everything that is said about
 * them to {@code err}.
 *
 * @param out     results
 * @param err     log, progress, failures
 * @param columns width of the terminal that {@code err} is, empty when it is a file or a pipe
 */
public record Console(PrintStream out, PrintStream err, OptionalInt columns) {
    /** Prints a result as it is; a result ends with its own newline. */
    public void result(String text) {
        out.print(text);
        out.flush();
    }

    /** Says something about the work: a line on {@code err}. */
    public void note(String line) {
        err.println(line);
    }

    /** True when results could not be written: the reader has gone, or the disk is full. */
    public boolean outputLost() {
        return out.checkError();
    }
}
