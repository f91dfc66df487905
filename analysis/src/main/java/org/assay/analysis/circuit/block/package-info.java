/**
 * Circuits between subspaces, read from the weights alone: which block of one site feeds which block of the next, through which part
 * of the network, and how far that is more than chance.
 *
 * <p>Here: {@link org.assay.analysis.circuit.block.NetworkParts} takes a network apart into linear maps; {@link
 * org.assay.analysis.circuit.block.BlockCircuit} gives every part and pair of blocks its lift over random partitions; {@link
 * org.assay.analysis.circuit.block.EdgeRecovery} scores that against a {@link org.assay.analysis.circuit.block.KnownCircuit}; {@link
 * org.assay.analysis.circuit.block.KnockOut} takes edges out of the weights and {@link
 * org.assay.analysis.circuit.block.KnockOutEffect} says what the network then does. May
 * import {@code analysis.subspace}, {@code analysis.circuit}, {@code analysis.metric}, {@code analysis.tensor}, {@code
 * analysis.linalg}, {@code neural} and {@code datasets}. Not here: how partitions are found ({@code analysis.subspace}), how networks
 * with a known circuit are made ({@code analysis.compile}).
 */
package org.assay.analysis.circuit.block;
