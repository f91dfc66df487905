package org.assay.analysis.circuit.block;

import java.util.OptionalDouble;

/**
 * How strongly one part of a network leads from one block to another.
 *
 * @param edge   from which block to which
 * @param part   which part of its kind in the layer
 * @param mass   {@code |U_i W U'_j'|^2}, summed over the members of a family
 * @param lift   mass over its mean under random partitions of the same sizes, which is 1 exactly; 0 where a part does nothing
 * @param z      (lift - 1) over the standard deviation of the lift under random partitions
 * @param chance the lift that 99 in 100 random partitions stay below
 * @param share  of the variance that the part passes on (QK: of the variance of the score, queries and keys drawn independently) when it
 *     reads what the network holds there, second moments alone; what no cell has is between blocks or outside them
 */
public record BlockCell(
        BlockEdge edge, String part, double mass, double lift, double z, double chance, OptionalDouble share) {}
