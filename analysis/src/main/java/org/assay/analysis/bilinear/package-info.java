/**
 * Bilinear layers as the quadratic forms that they are, read from weights alone.
 *
 * <p>Here: {@link org.assay.analysis.bilinear.BilinearLayer}, a layer as three matrices, as a tensor, and one quadratic form
 * for each output; {@link org.assay.analysis.bilinear.InteractionSpectrum}, such a form by its eigenvectors;
 * {@link org.assay.analysis.bilinear.TensorSimilarity}, how alike two layers or stacks are as functions of
 * {@link org.assay.analysis.bilinear.GaussianInput}. All of it is the same after every change of the weights that leaves the
 * function as it is. May import {@code analysis.smile}, {@code analysis.linalg}, {@code neural.transformer} and
 * {@code datasets}. Not here: attention ({@code analysis.circuit}), decompositions of tensors in general
 * ({@code analysis.tensor}).
 */
package org.assay.analysis.bilinear;
