/**
 * What commands answer: records whose components are the field names that {@code --json} prints, and the same in words for
 * people.
 *
 * <p>In: processes and scores. Out: records and text. Field names are relied upon by other programs: they are added to, never
 * renamed. Not here: printing ({@code cli.terminal}).
 */
package org.assay.reports.cli.answer;
