package org.assay.datasets.progress;

/**
 * Who is told how far a long task is. Only {@code reports.cli} draws it; everybody else may take {@link #SILENT}.
 * Calls may come from several threads, each for its own task.
 */
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = (task, done, total, note) -> {};

    /**
     * @param task  what is being done, the same words at every call
     * @param done  units finished, from 0 to {@code total}; equal to {@code total} exactly once, at the end
     * @param total units altogether
     * @param note  a short remark such as {@code loss 2.513 (floor 2.477)}, may be empty
     */
    void at(String task, long done, long total, String note);
}
