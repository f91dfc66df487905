/**
 * Heads in a row: which block of the stream one head's output reaches another by, and who wrote what a head reads there.
 *
 * <p>Here: {@link org.assay.analysis.circuit.hop.TwoHops}, from the weights alone, and {@link org.assay.analysis.circuit.hop.Sources},
 * by second moments over contexts. May import {@code analysis.circuit.block}, {@code analysis.linalg}, {@code neural} and {@code
 * datasets}. Not here: single steps from block to block ({@code analysis.circuit.block}).
 */
package org.assay.analysis.circuit.hop;
