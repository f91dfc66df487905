package org.assay.reports.cli.terminal;

import java.util.Map;
import org.assay.datasets.origin.Stopwatch;
import org.assay.datasets.progress.Progress;

/**
 * Progress as it suits whoever reads {@code err}: bars with the time left on a terminal, a line now and then in a file, a pipe, a build
 * log, or when quiet was asked for.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
    private final Progress drawn;

    private ConsoleProgress(Progress drawn) {
        this.drawn = drawn;
    }

    /**
     * @param environment of the process: {@code CI} and {@code NO_COLOR}, when set, mean that nobody watches
     */
    public static ConsoleProgress of(Console console, boolean quiet, Map<String, String> environment) {
        boolean watched = console.columns().isPresent()
                && !quiet
                && !environment.containsKey("CI")
                && !environment.containsKey("NO_COLOR");
        if (watched) {
            return new ConsoleProgress(
                    new LiveProgress(console.err(), console.columns().getAsInt()));
        }
        Stopwatch watch = Stopwatch.start();
        return new ConsoleProgress(new PlainProgress(console::note, watch::seconds));
    }

    @Override
    public void at(String task, long done, long total, String note) {
        drawn.at(task, done, total, note);
    }

    @Override
    public void close() {
        if (drawn instanceof LiveProgress bars) {
            bars.close();
        }
    }
}
