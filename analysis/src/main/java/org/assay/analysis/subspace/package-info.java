/**
 * Subspaces of a site, and what a network does with one of them alone.
 *
 * <p>Here: {@link org.assay.analysis.subspace.Subspace} (mean and orthonormal basis), how to choose one ({@link
 * org.assay.analysis.subspace.PrincipalSubspace} from the activations, {@link
 * org.assay.analysis.subspace.RandomSubspace} from nothing, {@link org.assay.analysis.subspace.FactorSubspace} from the
 * truth), the explanation that it makes ({@link org.assay.analysis.subspace.SubspaceExplanation}) and how two of them
 * lie ({@link org.assay.analysis.subspace.PrincipalAngles}). In: representations with weights. Out: subspaces. May
 * import {@code datasets}, {@code analysis.linalg}, {@code analysis.smile} and {@code analysis.explain}. Not here:
 * scores.
 */
package org.assay.analysis.subspace;
