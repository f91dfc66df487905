/**
 * Other ways to cut a site into blocks, beside neighbour distance minimisation.
 *
 * <p>Here: floors ({@link org.assay.analysis.subspace.rival.RandomBlocks}, {@link org.assay.analysis.subspace.rival.IdentityBlocks},
 * {@link org.assay.analysis.subspace.rival.PrincipalBlocks}) and rivals ({@link org.assay.analysis.subspace.rival.IndependentBlocks},
 * {@link org.assay.analysis.subspace.rival.LatentBlocks}, {@link org.assay.analysis.subspace.rival.ClusterBlocks}).
 * All see activations alone. In: activations with weights. Out: partitions. May import {@code analysis.dictionary}, {@code analysis.subspace}, {@code
 * analysis.linalg}, {@code analysis.smile} and {@code datasets}. Not here: what sees labels ({@code analysis.subspace.ceiling}).
 */
package org.assay.analysis.subspace.rival;
