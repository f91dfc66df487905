/**
 * How fast the hot paths are on this machine, beside what this machine could do at best, measured in the same run.
 *
 * <p>Here: {@link org.assay.reports.cli.bench.Benchmarks} (which paths), one file for each kind of path, and
 * {@link org.assay.reports.cli.bench.Measurement} (what comes out). May import {@code datasets}, {@code symbolic},
 * {@code neural} and {@code analysis}. Not here: how to train or to run anything, and printing.
 */
package org.assay.reports.cli.bench;
