package org.assay.reports.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a command writes: results to standard output and nowhere else, so that they can be piped; everything that is said
 * about them to standard error. Both are UTF-8 whatever the machine is set to.
 */
public final class Console {
    private final InputStream in;
    private final ResultStream results;
    private final PrintStream out;
    private final PrintStream err;
    private final OptionalInt columns;

    /**
     * @param out     results
     * @param err     log, progress, failures
     * @param columns width of the terminal that {@code err} is, empty when it is a file or a pipe
     */
    public Console(OutputStream out, OutputStream err, OptionalInt columns) {
        this(InputStream.nullInputStream(), out, err, columns);
    }

    /** @param in what is typed or piped in, for commands that converse */
    public Console(InputStream in, OutputStream out, OutputStream err, OptionalInt columns) {
        this.in = in;
        this.results = new ResultStream(out);
        this.out = new PrintStream(results, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.columns = columns;
    }

    /** Prints a result as it is; a result ends with its own newline. */
    public void result(String text) {
        out.print(text);
        out.flush();
    }

    /** Says something about the work: a line on {@code err}. */
    public void note(String line) {
        err.println(line);
    }

    public InputStream in() {
        return in;
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    public OptionalInt columns() {
        return columns;
    }

    /** Why results could not be written whole. */
    public Optional<IOException> lost() {
        out.flush();
        return results.failure();
    }
}
