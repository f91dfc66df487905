/**
 * Where two directions meet in a network: what heads compare and move, and what MLPs make of two inputs together.
 *
 * <p>Here: {@link org.assay.analysis.circuit.interaction.MlpLevels}, the MLPs beyond incidence, as expected linear maps and expected
 * second derivatives, over {@link org.assay.analysis.circuit.interaction.ActivationSlopes}; {@link
 * org.assay.analysis.circuit.interaction.InteractionTensor} and {@link
 * org.assay.analysis.circuit.interaction.BlockInteractions}, which cuts such tensors into blocks, unfolds them and counts the
 * directions that stand out from chance. May import {@code analysis.circuit.block}, {@code analysis.tensor}, {@code analysis.linalg},
 * {@code analysis.smile}, {@code analysis.subspace}, {@code neural} and {@code datasets}. Not here: maps from one block to another ({@code
 * analysis.circuit.block}), single MLPs as functions ({@code analysis.bilinear}).
 */
package org.assay.analysis.circuit.interaction;
