/**
 * Arrays of three axes taken apart: which directions of each axis take part, and in which triples.
 *
 * <p>Here: {@link org.assay.analysis.tensor.ThirdOrderTensor}; {@link org.assay.analysis.tensor.Tucker}, orthonormal
 * directions for every axis with a core that says how they go together, and its rotation towards a diagonal core;
 * {@link org.assay.analysis.tensor.CanonicalPolyadic}, a sum of few products of three vectors, which need not be orthogonal,
 * so that two components may share a factor. What they are used on: the query x key x output table of a head, the output x
 * input x input tensor of a bilinear layer. May import {@code analysis.smile}, {@code analysis.linalg} and {@code datasets}.
 * Not here: where the tensors come from ({@code analysis.circuit}, {@code analysis.bilinear}).
 */
package org.assay.analysis.tensor;
