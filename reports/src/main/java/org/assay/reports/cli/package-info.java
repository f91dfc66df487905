/**
 * The command line: with its parts {@code terminal}, {@code answer}, {@code bench} and {@code command} the only code that
 * prints, reads the environment, catches whatever comes and ends the process.
 *
 * <p>Start reading at {@link org.assay.reports.cli.Main}. Results go to standard output and nothing else does; everything
 * that is said about them goes to standard error. Not here: any computing of results.
 */
package org.assay.reports.cli;
