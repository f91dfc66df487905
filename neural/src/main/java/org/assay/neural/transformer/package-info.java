/**
 * What a network is, as data: architecture, names, weights, and the forward pass in plain Java that the engine is held to.
 *
 * <p>A {@link org.assay.neural.transformer.TransformerConfig} is made of parts ({@link
 * org.assay.neural.transformer.AttentionSpec}, {@link org.assay.neural.transformer.NormSpec}, ...); the forward pass is {@link
 * org.assay.neural.transformer.ReferenceTransformer}, what training descends is {@link
 * org.assay.neural.transformer.ReferenceLoss}. The same function with other weights: {@link
 * org.assay.neural.transformer.WeightFolding} and {@link org.assay.neural.transformer.GaugeMoves}.
 *
 * <p>In: a configuration and a seed or a flat vector. Out: named tensors, hook points, activations. May import
 * {@code datasets} only. Not here: the engine ({@code neural.djl}), files ({@code neural.weights}).
 *
 * <p>Axes, here and in the whole project: B batch, P position, Q query position, K key position, N heads, H head size, D model
 * width, F hidden width, V vocabulary, L layers; C is the longest context that a network reads.
 */
package org.assay.neural.transformer;
