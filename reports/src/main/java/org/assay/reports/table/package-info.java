/**
 * Scores as tables: the files {@code scores.csv} and {@code scores.json}, the comparison of methods beside their
 * controls, and the same comparison as plain text for a terminal.
 *
 * <p>In: {@link org.assay.analysis.metric.Score}. Out: text, and scores read back. The only package that uses
 * Tablesaw; no type of it leaves. May import {@code analysis.metric} and {@code datasets.file}. Not here: drawing
 * ({@code reports.figure}) and HTML ({@code reports.page}).
 */
package org.assay.reports.table;
