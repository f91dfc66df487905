package org.assay.reports.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.assay.datasets.progress.Progress;

/**
 * Progress for a person at a terminal: one bar for each task under way, the tasks of several threads below each other. The
 * bars themselves and their estimates are the library's; here they are only kept on lines of their own.
 *
 * <p>The library draws from its own thread and waits for that thread when a bar is closed, so no bar is closed while the
 * lock of the lines is held.
 */
final class LiveProgress implements Progress, AutoCloseable {
    private static final int MILLISECONDS_BETWEEN_PAINTINGS = 500;
    private static final int MOST_LINES = 8;

    private final PrintStream err;
    private final int columns;
    private final Map<String, ProgressBar> bars = new ConcurrentHashMap<>();
    private final Map<String, String> lines = new LinkedHashMap<>();
    private int painted;

    LiveProgress(PrintStream err, int columns) {
        this.err = err;
        this.columns = columns;
    }

    @Override
    public void at(String task, long done, long total, String note) {
        ProgressBar bar = bars.computeIfAbsent(task, name -> open(name, done, total));
        bar.setExtraMessage(note.isEmpty() ? "" : " " + note);
        bar.maxHint(total);
        bar.stepTo(done);
        if (done >= total && bars.remove(task, bar)) {
            bar.close();
            finish(task);
        }
    }

    private ProgressBar open(String task, long done, long total) {
        return ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(done, Duration.ZERO)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(MILLISECONDS_BETWEEN_PAINTINGS)
                .setConsumer(new DelegatingProgressBarConsumer(line -> draw(task, line), columns - 1))
                .build();
    }

    private synchronized void draw(String task, String line) {
        lines.put(task, line.strip());
        paint("");
    }

    /** The line of a finished task stays where it is, above those of the others. */
    private synchronized void finish(String task) {
        String line = lines.remove(task);
        paint(line == null ? "" : line);
    }

    /** Goes back over what was painted last and paints again, below {@code finished} when there is such a line. */
    private void paint(String finished) {
        StringBuilder text = new StringBuilder();
        if (painted > 0) {
            text.append("\r\u001b[").append(painted).append('A');
        }
        if (!finished.isEmpty()) {
            text.append("\u001b[2K").append(finished).append('\n');
        }
        text.append("\u001b[0J");
        painted = Math.min(lines.size(), MOST_LINES);
        lines.values().stream()
                .limit(MOST_LINES)
                .forEach(line -> text.append(line).append('\n'));
        err.print(text);
        err.flush();
    }

    /** Stops drawing; what was not finished stays as it was. */
    @Override
    public void close() {
        bars.values().forEach(ProgressBar::close);
        bars.clear();
    }
}
