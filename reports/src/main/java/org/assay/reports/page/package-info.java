/**
 * The report: one HTML file per run that opens from disk with no network.
 *
 * <p>In: {@link org.assay.analysis.experiment.RunResult}. Out: the text of the page, the same for the same result.
 * All text goes through {@link org.assay.reports.page.Html}, which escapes it; script, style and data pass only as
 * {@link org.assay.reports.page.Verbatim}. May import {@code analysis.experiment}, {@code analysis.metric},
 * {@code symbolic.label}, {@code symbolic.program}, {@code symbolic.text}, {@code reports.figure}, {@code reports.table} and {@code datasets.file}. Not here: what a figure shows
 * ({@code reports.figure}), writing the file ({@code reports.cli}).
 */
package org.assay.reports.page;
