/**
 * Other ways to cut a site into blocks, beside neighbour distance minimisation.
 *
 * <p>Here: floors ({@link org.assay.analysis.subspace.rival.RandomBlocks}, {@link org.assay.analysis.subspace.rival.IdentityBlocks},
 * {@link org.assay.analysis.subspace.rival.PrincipalBlocks}) and rivals ({@link org.assay.analysis.subspace.rival.IndependentBlocks},
 * {@link org.assay.analysis.subspace.rival.LatentBlocks}, {@link org.assay.analysis.subspace.rival.ClusterBlocks}, {@link
 * org.assay.analysis.subspace.rival.StepBlocks}), which see activations alone, and {@link
 * org.assay.analysis.subspace.rival.WrittenBlocks}, which sees what each part of a network writes. In: activations with weights, or a
 * network and contexts. Out: partitions. May import {@code analysis.dictionary}, {@code analysis.subspace}, {@code analysis.linalg}, {@code
 * analysis.smile}, {@code neural.transformer} and {@code datasets}. Not here: what sees labels ({@code analysis.subspace.ceiling}).
 */
package org.assay.analysis.subspace.rival;
