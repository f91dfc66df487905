/**
 * Figures as data: an ECharts option, a caption that says the finding, and the table behind it; one file per kind of
 * figure.
 *
 * <p>In: the records of {@link org.assay.analysis.experiment.ProcessResult}; for partitions and circuits records of this
 * package ({@link org.assay.reports.figure.BlockTable}, the parts of {@link org.assay.reports.figure.CircuitFigure}). Out: {@link
 * org.assay.reports.figure.Figure}. Colours are names of the page's CSS variables ({@code --cat-1}), functions are
 * names that the page's script knows ({@code @whisker}); so a figure holds no code and follows the theme. May import
 * {@code analysis.experiment} and {@code reports.table} (numbers as text). Not here: HTML and scripts ({@code
 * reports.page}).
 */
package org.assay.reports.figure;
