/**
 * Talking to whoever started the program: results and remarks, progress, failures and exit codes.
 *
 * <p>Here: {@link org.assay.reports.cli.terminal.Console} (where to write),
 * {@link org.assay.reports.cli.terminal.ConsoleProgress} (the only drawing of {@code datasets.progress}) and
 * {@link org.assay.reports.cli.terminal.Failure} (from what was thrown to what is said and returned). In: exceptions of all
 * modules, so it may import them all. Out: text and {@link org.assay.reports.cli.terminal.ExitCode}. Not here: any command.
 */
package org.assay.reports.cli.terminal;
