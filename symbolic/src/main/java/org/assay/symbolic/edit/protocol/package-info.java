/**
 * An editing session asked by another program, or by a person at a terminal.
 *
 * <p>{@link org.assay.symbolic.edit.protocol.Request} (what can be asked), {@link org.assay.symbolic.edit.protocol.EditDesk} (who
 * answers), {@link org.assay.symbolic.edit.protocol.Answer}, and the two as lines of JSON in
 * {@link org.assay.symbolic.edit.protocol.JsonProtocol}. docs/editing.md shows every request. May import {@code symbolic} and
 * {@code datasets}. Not here: what typed commands and answers look like ({@code reports.cli}).
 */
package org.assay.symbolic.edit.protocol;
