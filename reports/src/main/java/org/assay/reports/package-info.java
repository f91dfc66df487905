/**
 * How results are published, and the program that people start.
 *
 * <p>Here: {@code table} (scores as files and as comparisons), {@code figure} (charts as data), {@code page} (the one-file
 * report) and {@code cli} (the command line). In: a {@link org.assay.analysis.experiment.RunResult}. Out: files, text, exit
 * codes. May import every module; no module may import it. Not here: computing of results.
 */
package org.assay.reports;
