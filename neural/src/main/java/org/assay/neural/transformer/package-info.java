/**
 * What a network is, as data: architecture, names, weights, and the forward pass in plain Java that the engine is held to.
 *
 * <p>In: a {@link org.assay.neural.transformer.TransformerConfig} and a seed or a flat vector. Out: named tensors, hook points,
 * activations. May import {@code datasets} only. Not here: the engine ({@code neural.djl}), files ({@code neural.weights}).
 *
 * <p>Axes, here and in the whole project: B batch, P position, Q query position, K key position, N heads, H head size, D model
 * width, F hidden width, V vocabulary, L layers; C is the longest context that a network reads.
 */
package org.assay.neural.transformer;
