package org.assay.reports.cli.terminal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.assay.datasets.progress.Progress;

/**
 * Progress for a log file: of each task one line every fifteen seconds, and one when it ends. Tasks of several threads take
 * turns, so that no line is torn.
 */
final class PlainProgress implements Progress {
    static final double SECONDS_BETWEEN_LINES = 15;

    private final Consumer<String> lines;
    private final DoubleSupplier clock;
    private final Map<String, Task> tasks = new HashMap<>();

    private static final double SHOWN_FROM_SECONDS = 0.5;

    /** @param clock seconds that never run back */
    PlainProgress(Consumer<String> lines, DoubleSupplier clock) {
        this.lines = lines;
        this.clock = clock;
    }

    @Override
    public synchronized void at(String name, long done, long total, String note) {
        double now = clock.getAsDouble();
        Task task = tasks.computeIfAbsent(name, unused -> new Task(now, now, done));
        String remark = note.isEmpty() ? "" : "; " + note;
        if (done >= total) {
            tasks.remove(name);
            double took = now - task.started;
            lines.accept(name + ": done" + (took < SHOWN_FROM_SECONDS ? "" : " in " + TimeLeft.words(took)) + remark);
        } else if (now - task.lastLine >= SECONDS_BETWEEN_LINES) {
            tasks.put(name, new Task(task.started, now, task.first));
            String left = TimeLeft.words(now - task.started, task.first, done, total);
            lines.accept(name + ": " + done + " of " + total + " (" + 100 * done / total + " %)"
                    + (left.isEmpty() ? "" : ", about " + left) + remark);
        }
    }

    /** @param first units that were done when the task was first heard of */
    private record Task(double started, double lastLine, long first) {}
}
