/**
 * The commands, one file each: options in, calls into the modules, answers out through a
 * {@link org.assay.reports.cli.terminal.Console}.
 *
 * <p>May import every module. Not here: what an answer looks like ({@code cli.answer}), how failures are said
 * ({@code cli.terminal}), and any computing of results.
 */
package org.assay.reports.cli.command;
