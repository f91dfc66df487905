/**
 * Subspace partitions by the distance to the nearest neighbour: blocks in which rows lie close to some other row hold a variable each.
 *
 * <p>Here: {@link org.assay.analysis.subspace.neighbour.NeighbourMethod}, the method as it should be, with its {@link
 * org.assay.analysis.subspace.neighbour.NeighbourOptions options} and the {@link
 * org.assay.analysis.subspace.neighbour.BlockTree trees} of its blocks; {@link
 * org.assay.analysis.subspace.neighbour.PublishedMethod}, the procedure as published, for comparison; {@link
 * org.assay.analysis.subspace.neighbour.NeighbourSteps}, by which the speed of a step is measured. Inside, from the bottom: the
 * nearest key of each query ({@code KeySearch}), the objective and its gradient ({@code NeighbourLoss}), a step ({@code
 * NeighbourTraining}, {@code SkewAdam}, {@code Rotation}), what chooses among cuts ({@code HeldOut}, {@code Dependence}), and the two
 * searches. In: activations and weights. Out: a partition with remarks. May import {@code analysis.subspace}, {@code
 * analysis.information}, {@code analysis.linalg}, {@code analysis.smile} and {@code datasets}. Not here: networks, labels, scores.
 */
package org.assay.analysis.subspace.neighbour;
