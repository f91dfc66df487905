/**
 * What a block of a site holds, told by the contexts that are alike in it.
 *
 * <p>Here: {@link org.assay.analysis.subspace.preimage.Preimages}. In: a block, activations of contexts with their factors. Out: the
 * contexts nearest to an activation and the factor values that they share more than chance. May import {@code datasets} and {@code
 * analysis.subspace}. Not here: scores.
 */
package org.assay.analysis.subspace.preimage;
