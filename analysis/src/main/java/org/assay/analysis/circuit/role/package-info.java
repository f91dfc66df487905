/**
 * What heads look at, and which of them do the same job.
 *
 * <p>Here: {@link org.assay.analysis.circuit.role.HeadRoles} measures how much of its attention each head gives to keys in each {@link
 * org.assay.analysis.circuit.role.Relation}; {@link org.assay.analysis.circuit.role.HeadAblations} takes heads of a layer out one by
 * one and together, and {@link org.assay.analysis.circuit.role.Redundancy} says which are redundant. May import {@code
 * analysis.circuit.block}, {@code neural} and {@code datasets}. Not here: what heads move between which blocks ({@code
 * analysis.circuit.block}).
 */
package org.assay.analysis.circuit.role;
